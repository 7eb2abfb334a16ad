"""What is said, before it is kept. Plain functions."""

from __future__ import annotations

FIRST_LINE = 80


class NothingSaid(ValueError):
    """There is no text. Nothing was sent; write something first."""


def said_text(text: str) -> str:
    """The text without empty lines around it; refuses when nothing is left."""
    said = text.strip()
    if not said:
        raise NothingSaid(NothingSaid.__doc__)
    return said


def first_line(text: str) -> str:
    """The first line, cut after a word at 80 letters.

    >>> first_line("The plotter is stuck.\\nIt beeps.")
    'The plotter is stuck.'
    """
    line = text.strip().splitlines()[0].strip()
    return line if len(line) <= FIRST_LINE else line[:FIRST_LINE].rsplit(" ", 1)[0] + " …"
