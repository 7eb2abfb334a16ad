"""The jobs of mail: reading what was taken, and sending letters."""

from __future__ import annotations

from rapport.foundation.jobs import Claimed, job

READ_AT_ONCE = 40
SEND_AT_ONCE = 20


@job("mail.read", queue="mail", batch=READ_AT_ONCE)
def read_mail(items: list[Claimed]) -> None:
    """Read a list of deliveries and hand them to the desk."""
    from rapport.interfaces.mail import receiving

    receiving.receive(items)


@job("post.send", queue="post", batch=SEND_AT_ONCE)
def send_letters(items: list[Claimed]) -> None:
    """Send a list of letters."""
    from rapport.interfaces.mail import sending

    sending.send(items)
