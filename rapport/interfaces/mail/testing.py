"""The test button of a mailbox: does the server answer, is the password right, how much is in there?"""

from __future__ import annotations

import imaplib
import socket
import ssl
from dataclasses import dataclass

from imap_tools import MailBox, MailboxLoginError

from rapport.foundation import outward

SECONDS = 15


@dataclass(frozen=True)
class Tried:
    """Whether it worked, in words for the one who presses the button."""

    good: bool
    words: str


def try_mailbox(*, host: str, port: int, user: str, password: str) -> Tried:
    """Sign in, look at the inbox, sign out; nothing is read and nothing is changed."""
    if not host:
        return Tried(True, "No IMAP server is named, so there is nothing to try: mail comes in over SMTP.")
    try:
        outward.check(host, port)
        with MailBox(host, port, timeout=SECONDS).login(user, password, initial_folder="INBOX") as box:
            count = box.folder.status("INBOX")["MESSAGES"]
    except outward.Refused as error:
        return Tried(False, f"{host} is not called: {error} Nothing was kept.")
    except MailboxLoginError:
        return Tried(False, f"{host} answers, but does not accept the user and password. Nothing was kept.")
    except ssl.SSLError:
        return Tried(False, f"{host} answers on port {port}, but not with TLS. IMAP over TLS is usually port 993.")
    except (OSError, socket.gaierror, imaplib.IMAP4.error) as error:
        return Tried(False, f"{host} does not answer on port {port}: {error}. Nothing was kept.")
    return Tried(True, f"It works: {count} messages are in the inbox. They are taken in without an acknowledgement.")
