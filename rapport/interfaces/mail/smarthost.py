"""The smarthost: the one server that takes our letters; one connection serves a batch."""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

SECONDS = 20.0
HOST = re.compile(r"[A-Za-z0-9_.:-]+")  # a name, or an address of either kind


class WrongSmarthost(ValueError):
    """RAPPORT_SMARTHOST does not look like host:port, host:port/tls or user:password@host:port/tls."""


class OutOfReach(Exception):
    """The smarthost cannot be reached or does not let us in: no letter is to blame."""


class NotNow(Exception):
    """This attempt failed, the next may not; `left` are the recipients still to be reached."""

    def __init__(self, reason: str, *, left: Sequence[str], refused: str = "") -> None:
        super().__init__(reason)
        self.left = list(left)
        self.refused = refused


class Never(Exception):
    """The server refused for good; the text is in its words."""


@dataclass(frozen=True)
class Place:
    """Where the smarthost is and how to talk to it."""

    host: str
    port: int
    tls: bool
    user: str = ""
    password: str = ""


def place_of(setting: str) -> Place:
    """Read the setting.

    >>> place_of("mail.example.org:587/tls")
    Place(host='mail.example.org', port=587, tls=True, user='', password='')
    """
    try:
        parts = urlsplit(f"smtp://{setting}")
        port = 25 if parts.port is None else parts.port
    except ValueError:
        raise WrongSmarthost(WrongSmarthost.__doc__) from None
    host = parts.hostname or ""
    more = parts.path not in {"", "/", "/tls"} or parts.query or parts.fragment
    if more or port == 0 or not HOST.fullmatch(host):
        raise WrongSmarthost(WrongSmarthost.__doc__)
    return Place(
        host=host,
        port=port,
        tls=parts.path == "/tls",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


class Smarthost:
    """A connection that is opened when needed, kept for the next letter, and dropped when it fails."""

    def __init__(self, place: Place, *, ident: str, seconds: float = SECONDS) -> None:
        self._place, self._ident, self._seconds = place, ident, seconds
        self._smtp: smtplib.SMTP | None = None

    def send(self, sender: str, to: Sequence[str], mime: bytes) -> str:
        """Send one letter; returns "" or, in the server's words, which recipients it refused."""
        smtp = self._smtp or self._connect()
        try:
            refused = smtp.sendmail(sender, list(to), mime, mail_options=self._options(smtp, [sender, *to]))
        except smtplib.SMTPRecipientsRefused as error:
            return self._some_refused(error.recipients, list(to))
        except smtplib.SMTPNotSupportedError:
            raise Never("The mail server cannot write to addresses with letters beyond ASCII.") from None
        except smtplib.SMTPResponseException as error:
            self._drop_after(error.smtp_code)
            if error.smtp_code < 500:
                raise NotNow(_said(error.smtp_code, error.smtp_error), left=to) from None
            raise Never(_said(error.smtp_code, error.smtp_error)) from None
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self.close()
            raise NotNow(f"The connection broke: {type(error).__name__}.", left=to) from None
        return self._some_refused(refused, list(to)) if refused else ""

    def close(self) -> None:
        """Hang up, politely where the other side still listens."""
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        if smtp.sock is not None:
            smtp.sock.settimeout(2)
        with contextlib.suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()

    def _connect(self) -> smtplib.SMTP:
        place = self._place
        try:
            if place.tls and place.port == 465:
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                    place.host, place.port, timeout=self._seconds, context=_trust(), local_hostname=self._ident
                )
            else:
                smtp = smtplib.SMTP(place.host, place.port, timeout=self._seconds, local_hostname=self._ident)
                if place.tls:
                    smtp.starttls(context=_trust())
            if place.user:
                smtp.login(place.user, place.password)
            smtp.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as error:
            raise OutOfReach(f"The mail server at {place.host}:{place.port} is out of reach: {_why(error)}") from None
        self._smtp = smtp
        return smtp

    def _options(self, smtp: smtplib.SMTP, addresses: Sequence[str]) -> list[str]:
        return [] if all(address.isascii() for address in addresses) else ["SMTPUTF8", "BODY=8BITMIME"]

    def _some_refused(self, refused: dict[str, tuple[int, bytes]], to: list[str]) -> str:
        """Those refused for now are tried again, those refused for good are named."""
        if any(code == 421 for code, _ in refused.values()):
            self.close()
        for_now = [address for address, (code, _) in refused.items() if code < 500]
        for_good = "; ".join(f"{a}: {_said(c, words)}" for a, (c, words) in refused.items() if c >= 500)
        if for_now:
            words = "; ".join(f"{a}: {_said(*refused[a])}" for a in for_now)
            raise NotNow(words, left=for_now, refused=for_good)
        if len(refused) == len(set(to)):
            raise Never(for_good)
        return for_good

    def _drop_after(self, code: int) -> None:
        if code == 421 or code < 0:
            self.close()


def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:1_000]


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}."
