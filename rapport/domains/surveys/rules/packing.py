"""Many person ids in few bytes: the steps from one to the next, compressed. Two bytes or less for each of a million."""

from __future__ import annotations

import zlib

import numpy as np

from rapport.domains.surveys.types.draws import Array


def packed(keys: Array) -> bytes:
    """Ids in order as bytes.

    >>> unpacked(packed(np.array([3, 70, 71]))).tolist()
    [3, 70, 71]
    """
    return zlib.compress(np.diff(keys, prepend=0).astype("<i8").tobytes(), 1)


def unpacked(content: bytes) -> Array:
    """The ids again; none from nothing."""
    if not content:
        return np.zeros(0, np.int64)
    return np.cumsum(np.frombuffer(zlib.decompress(content), "<i8"))


def without(content: bytes, keys: list[int]) -> bytes | None:
    """The same without these ids; None where none of them is in it."""
    known = unpacked(content)
    stays = ~np.isin(known, keys)
    return None if stays.all() else packed(known[stays])
