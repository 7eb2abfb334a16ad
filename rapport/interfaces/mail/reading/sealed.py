"""What a ticket says of a mail that is signed, encrypted or wrapped: plain sentences, shown beside it."""

from __future__ import annotations

ENCRYPTED = "This mail is encrypted. We cannot read it; the encrypted part is attached."
ENCRYPTED_WORDS = "This mail is encrypted. We cannot read it; the encrypted words are kept beside it."
WINMAIL = "This mail came as winmail.dat, a format of Outlook. Its content is in that attachment."
_SIGNED = "This mail is signed ({with_}). The signature is attached; it was not checked."
_CLOSED = (ENCRYPTED, ENCRYPTED_WORDS, WINMAIL)
_BEGINS, _ENDS = "-----BEGIN PGP MESSAGE-----", "-----END PGP MESSAGE-----"


def signed_with(protocol: str) -> str:
    """Says that a mail is signed and how.

    >>> signed_with("application/pgp-signature")
    'This mail is signed (PGP). The signature is attached; it was not checked.'
    """
    lower = protocol.lower()
    name = "PGP" if "pgp" in lower else "S/MIME" if "pkcs7" in lower else "in a way we do not know"
    return _SIGNED.format(with_=name)


def without_sealed_text(text: str) -> tuple[str, str]:
    """The words around a PGP message written into the text, and that message; ("…", "") where there is none.

    >>> without_sealed_text("See below.")
    ('See below.', '')
    """
    before, begins, rest = text.partition(_BEGINS)
    sealed, ends, after = rest.partition(_ENDS)
    if not begins or not ends:
        return text, ""
    return "\n\n".join(part.strip("\n") for part in (before, after) if part.strip()), f"{begins}{sealed}{ends}"


def said_of(notes: list[str]) -> str:
    """The sentence a ticket shows where nothing of the mail itself can be read; "" where there is none."""
    return next((note for note in notes if note in _CLOSED), "")
