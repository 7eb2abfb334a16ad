"""The test button of a mailbox: does the server answer, is the password right, how much is in there?"""

from __future__ import annotations

from dataclasses import dataclass

from rapport.interfaces.mail.imap import Account, BrokenMailbox, OpenMailbox


@dataclass(frozen=True)
class Tried:
    """Whether it worked, in words for the one who presses the button."""

    good: bool
    words: str


def try_mailbox(*, host: str, port: int, user: str, password: str) -> Tried:
    """Sign in the way fetching does, look at the inbox, sign out; nothing is read and nothing is changed."""
    if not host:
        return Tried(True, "No IMAP server is named, so there is nothing to try: mail comes in over SMTP.")
    try:
        with OpenMailbox(Account(host, port, user, password), largest=0) as box:
            count = box.count
    except BrokenMailbox as error:
        return Tried(False, f"{error} Nothing was kept.")
    return Tried(True, f"It works: {count} messages are in the inbox. They are taken in without an acknowledgement.")
