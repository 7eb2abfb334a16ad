"""Bytes to text without ever failing: charsets that lie, unknown charsets, broken RFC 2047 words."""

from __future__ import annotations

import binascii
import codecs
import re

# Labels seen in the wild → the codec that reads them best: supersets where senders mislabel.
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "big5": "cp950",
    "utf8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
}
# Codecs that are no charsets, or whose cost grows with the square of the input.
_REFUSED = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,40})?\?([bBqQ])\?([^?]*)\?=")
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))


def clean(text: str) -> str:
    """Text that a database and a page can hold: no NUL, no control characters, no lone surrogates.

    >>> clean("a\\x00b")
    'ab'
    """
    return _UNWANTED.sub("", text) if _UNWANTED.search(text) else text


def plain_lines(text: str) -> str:
    """Clean text with newlines as the only line ends."""
    return clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n"))


def codec_named(charset: str | None) -> str | None:
    """The codec for a charset label, or None where there is none that reads text."""
    label = (charset or "").strip().strip("\"'").lower()
    if not label or len(label) > 60:
        return None
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name
        "".encode(name)
    except (LookupError, ValueError, UnicodeError, TypeError, AttributeError):
        return None
    return None if name.replace("-", "_") in _REFUSED else name


def decode_text(content: bytes, *, charset: str | None) -> str:
    """Read bytes as text: the declared charset if it fits, else UTF-8 if it fits, else the nearest guess."""
    if content.startswith(codecs.BOM_UTF8):
        content = content[3:]
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        charset = "utf-16"
    declared = codec_named(charset)
    for codec in (declared, "utf-8"):
        text = _strictly(content, codec)
        if text is not None:
            return text
    return _loosely(content, declared)


def _strictly(content: bytes, codec: str | None) -> str | None:
    try:
        return content.decode(codec) if codec else None
    except (UnicodeError, ValueError, OverflowError):
        return None


def _loosely(content: bytes, declared: str | None) -> str:
    """Nothing fits: keep the declared reading unless most of its foreign letters would be lost."""
    text = content.decode(declared or "utf-8", "replace")
    foreign = sum(1 for octet in content[:20_000] if octet > 127)
    if text[:20_000].count("\ufffd") * 3 > foreign and not (declared or "").startswith(("utf-16", "utf-32")):
        return content.decode("cp1252", "replace")
    return text


def decode_header(raw: bytes | str) -> str:
    """A header's text in one line: raw 8-bit letters and encoded words read, line breaks gone.

    >>> decode_header(b"=?utf-8?q?gr=C3=BC=C3=9Fe?= aus Bonn")
    'grüße aus Bonn'
    """
    text = raw if isinstance(raw, str) else decode_text(raw, charset="utf-8")
    if "=?" in text:
        text = _decode_words(text)
    return clean(" ".join(text.split()))


def _decode_words(text: str) -> str:
    """RFC 2047, forgiving: neighbouring words of one charset are joined before decoding, for split letters."""
    out: list[str] = []
    pending: list[bytes] = []
    charset, position = "", 0
    for word in _WORD.finditer(text):
        between = text[position : word.start()]
        apart = bool(between.strip()) or (bool(between) and not pending)
        if pending and (apart or word[1].lower() != charset):
            out.append(decode_text(b"".join(pending), charset=charset))
            pending = []
        if apart:
            out.append(between)
        charset, position = word[1].lower(), word.end()
        pending.append(_word_bytes(word[2], word[3]))
    if pending:
        out.append(decode_text(b"".join(pending), charset=charset))
    out.append(text[position:])
    return "".join(out)


def _word_bytes(encoding: str, payload: str) -> bytes:
    octets = payload.encode("utf-8", "replace")
    if encoding in "bB":
        return from_base64(octets)
    return binascii.a2b_qp(octets.replace(b" ", b"_"), header=True)


def from_base64(content: bytes) -> bytes:
    """Base64 as it comes: wrong padding, stray characters and cut ends are read as far as they go."""
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        kept = content.translate(None, _NOT_BASE64)
        kept = kept[: len(kept) - (len(kept) % 4 == 1)]
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def is_base64_in_name_only(content: bytes) -> bool:
    """Text that calls itself base64 and stands there plain: its lines have spaces in them, or marks of other kinds.

    >>> is_base64_in_name_only(b"my printer is dead"), is_base64_in_name_only(b"bXkgcHJpbnRlciBpcyBkZWFk")
    (True, False)
    """
    lines = [line.strip() for line in content.splitlines() if line.strip()]
    spaced = sum(b" " in line for line in lines)
    stray = len(b"".join(lines).translate(None, _BASE64 + b"= "))
    return spaced * 2 > len(lines) or stray * 20 > len(content)


def decode_transfer(content: bytes, *, encoding: str) -> bytes:
    """Undo the transfer encoding; an unknown one leaves the bytes as they are."""
    if encoding == "base64":
        return from_base64(content)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content)
    if encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        return from_uuencode(content)
    return content


def from_uuencode(content: bytes) -> bytes:
    """The bytes between `begin` and `end`; lines that do not decode are skipped."""
    out: list[bytes] = []
    for line in content.splitlines():
        if not line.strip() or line.startswith((b"begin ", b"end")):
            continue
        out.append(_uu_line(line))
    return b"".join(out)


def _uu_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some encoders pad lines wrongly: believe the length in the first character (as RFC-less uudecoders do).
        wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:wanted])
        except binascii.Error:
            return b""
