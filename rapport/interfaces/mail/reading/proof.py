"""Is it proven that the mail comes from the domain it names? Only the receiving server's word counts."""

from __future__ import annotations

from authres import AuthenticationResultsHeader
from authres.core import AuthResError

from rapport.interfaces.mail.reading.addresses import read_addresses
from rapport.interfaces.mail.reading.fields import Fields
from rapport.interfaces.mail.reading.types import Address

_LONGEST = 8_192


def proof_of(fields: Fields, *, sender: Address | None, trusted: tuple[str, ...] = ()) -> str:
    """'pass', 'fail' or 'none', by the DMARC result of our own mail server.

    `trusted` names the servers whose Authentication-Results count; without it, only the topmost field does,
    because anything further down may have been written by the sender. A mail with several From fields or
    several authors is never proven.
    """
    header = _believed(fields, trusted)
    return "none" if header is None else _result(header, fields, sender)


_RESULTS = {
    "pass": "passed",
    "fail": "failed",
    "softfail": "failed softly",
    "hardfail": "failed",
    "none": "found nothing",
    "neutral": "says nothing",
}


def why_forged(fields: Fields, *, trusted: tuple[str, ...] = ()) -> str:
    """The results of SPF, DKIM and DMARC in a sentence where DMARC, or both SPF and DKIM, failed; else ""."""
    header = _believed(fields, trusted)
    if header is None:
        return ""
    found = {(one.method or "").lower(): (one.result or "").lower() for one in reversed(header.results)}
    spf, dkim = found.get("spf", ""), found.get("dkim", "")
    if found.get("dmarc") != "fail" and not ("fail" in spf and dkim in {"fail", "hardfail"}):
        return ""
    named = {"spf": "SPF", "dkim": "DKIM", "dmarc": "DMARC"}
    said = [f"{name} {_RESULTS.get(found[key], 'gave no result')}" for key, name in named.items() if key in found]
    return f"The sender looks forged: {', '.join(said)}."


def _believed(fields: Fields, trusted: tuple[str, ...]) -> AuthenticationResultsHeader | None:
    """The results our own mail server wrote: the topmost of a trusted server, or the topmost at all."""
    for value in fields.all_raw("authentication-results"):
        header = _parsed(value)
        if not trusted or (header is not None and _server(header) in trusted):
            return header
    return None


def _parsed(value: str) -> AuthenticationResultsHeader | None:
    line = " ".join(value[:_LONGEST].split())
    try:
        return AuthenticationResultsHeader.parse(f"Authentication-Results: {line}")
    except (AuthResError, ValueError, AttributeError, TypeError, IndexError, RecursionError):
        return None


def _server(header: AuthenticationResultsHeader) -> str:
    return (header.authserv_id or "").lower()


def _result(header: AuthenticationResultsHeader, fields: Fields, sender: Address | None) -> str:
    for one in header.results:
        if (one.method or "").lower() != "dmarc":
            continue
        word = (one.result or "").lower()
        if word == "fail":
            return "fail"
        if word in {"pass", "bestguesspass"}:
            return "pass" if word == "pass" and _is_about(one, fields, sender) else "none"
    return "none"


def _is_about(result: object, fields: Fields, sender: Address | None) -> bool:
    """Does the result speak of the one author this mail shows?"""
    if sender is None or len(fields.all_raw("from")) != 1 or _authors(fields) != 1:
        return False
    domain = sender.address.rpartition("@")[2]
    for prop in getattr(result, "properties", ()):
        if (prop.type or "").lower() == "header" and (prop.name or "").lower() == "from":
            named = (prop.value or "").rpartition("@")[2].lower().strip('<>"')
            return domain == named or domain.endswith(f".{named}") or named.endswith(f".{domain}")
    return True


def _authors(fields: Fields) -> int:
    return len(read_addresses(fields.all_raw("from"), most=3))
