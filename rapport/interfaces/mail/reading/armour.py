"""Clear-signed text (OpenPGP): the armour around it is folded, the words stay."""

from __future__ import annotations

_OPENS = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_ENDS = "-----END PGP SIGNATURE-----"


def without_armour(text: str) -> tuple[str, str]:
    """The words of a clear-signed text, and the armour that was around them.

    >>> without_armour("just words")
    ('just words', '')
    """
    if _OPENS not in text:
        return text, ""
    before, _, rest = text.partition(_OPENS)
    head, _, rest = rest.partition("\n\n")
    words, mark, signature = rest.partition(_SIGNATURE)
    if not mark:
        return text, ""
    signature, _, after = signature.partition(_ENDS)
    # RFC 4880: lines that begin with a dash were escaped with "- ".
    plain = "\n".join(line.removeprefix("- ") for line in words.split("\n"))
    shown = "\n\n".join(part.strip("\n") for part in (before, plain, after) if part.strip())
    return shown, f"{_OPENS}{head}\n\n{_SIGNATURE}{signature}{_ENDS}"
