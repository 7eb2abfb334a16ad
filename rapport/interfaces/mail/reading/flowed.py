"""Flowed text (RFC 3676): soft-broken lines joined again, quote depth kept."""

from __future__ import annotations


def unflowed(text: str, *, delete_space: bool) -> str:
    """Join lines that end in a space with the next one of the same quote depth; a signature mark stays alone.

    >>> unflowed("one \\ntwo\\n> three \\n> four", delete_space=False)
    'one two\\n> three four'
    """
    lines: list[str] = []
    open_parts: list[str] = []
    open_depth = 0
    for line in text.split("\n"):
        depth, words = _depth(line)
        if open_parts and (depth != open_depth or words == "-- "):
            lines.append(_quoted(open_depth, "".join(open_parts)))
            open_parts = []
        if words.endswith(" ") and words != "-- ":
            open_parts.append(words[:-1] if delete_space else words)
            open_depth = depth
            continue
        lines.append(_quoted(depth, "".join(open_parts) + words))
        open_parts = []
    if open_parts:
        lines.append(_quoted(open_depth, "".join(open_parts)))
    return "\n".join(lines)


def _depth(line: str) -> tuple[int, str]:
    bare = line.lstrip(">")
    return len(line) - len(bare), bare.removeprefix(" ")


def _quoted(depth: int, words: str) -> str:
    return f"{'>' * depth} {words}" if depth else words
