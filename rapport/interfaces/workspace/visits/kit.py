"""What to bring, as it was typed."""

from __future__ import annotations

MOST, LONGEST = 30, 120


def kit_lines(text: str) -> list[str]:
    """A line each, without empty and repeated ones.

    >>> kit_lines("Tablet\\n\\n 2 fuses \\nTablet")
    ['Tablet', '2 fuses']
    """
    lines = [" ".join(line.split())[:LONGEST] for line in text.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))[:MOST]
