"""What may stop an answer on its way; each says what happened, what is safe and what to do."""

from __future__ import annotations


class OnItsWay(Exception):
    """Somebody is answering this ticket right now. Nothing was sent and your text is kept; read theirs first."""

    def __init__(self, name: str) -> None:
        said = f"{name} is answering this ticket right now." if name else "An answer to this ticket is on its way."
        super().__init__(f"{said} Nothing was sent and your text is kept; read theirs first.")


class HasLeft(Exception):
    """This answer has left already, so it cannot be taken back. Write another one."""
