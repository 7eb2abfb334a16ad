"""What the cells of a margin are called, by their keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def _fixed(words: str) -> Callable[[str], str]:
    return lambda key: words


def _name(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: names.get(key, "no longer there")


def _pair_name(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: names.get(key.partition("|")[0], "no longer there")
