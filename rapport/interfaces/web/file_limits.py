"""What files may come with a form: said beside its field, and refused by the same sentences here and in the browser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from rapport.interfaces.look.wording.german import say

MEGABYTE = 1024 * 1024
NAMED = 3
TOO_LARGE = "“{name}” does not fit: it has {size} MB, and a file may have {limit} MB at most."
TOO_MANY = "“{name}” does not fit: {limit} files may come along at most."
TOO_MUCH = "“{name}” does not fit: with it the files have {size} MB, and together they may have {limit} MB at most."
OTHERS = "The same is true of {many} more."


@dataclass(frozen=True)
class FileLimits:
    """How many files, how large each, and how large together, in bytes; `each` is 0 where only the sum counts."""

    most: int
    each: int
    together: int

    @property
    def said(self) -> str:
        """What stands beside the field.

        >>> FileLimits(5, 10 * MEGABYTE, 50 * MEGABYTE).said
        '5 files at most, each of 10 MB at most.'
        >>> FileLimits(10, 0, 18 * MEGABYTE).said
        '10 files at most, together 18 MB.'
        """
        adds_up = bool(self.each) and self.most * self.each <= self.together
        each = say("each of {size} MB at most", size=megabytes(self.each)) if self.each else ""
        together = "" if adds_up else say("together {size} MB", size=megabytes(self.together))
        return ", ".join(filter(None, (say("{most} files at most", most=self.most), each, together))) + "."

    @property
    def for_script(self) -> dict[str, str]:
        """The same for `limits.js`, which refuses before anything is sent."""
        return {
            "data-most": str(self.most),
            "data-each": str(self.each or self.together),
            "data-together": str(self.together),
            "data-too-large": _filled(TOO_LARGE, limit=megabytes(self.each or self.together)),
            "data-too-many": _filled(TOO_MANY, limit=str(self.most)),
            "data-too-much": _filled(TOO_MUCH, limit=megabytes(self.together)),
            "data-others": say(OTHERS),
        }

    def fitting(
        self, files: Iterable[UploadedFile], *, there: Sequence[int] = ()
    ) -> tuple[list[UploadedFile], list[str]]:
        """Those that fit beside what is there already (bytes of each), and one sentence for each of the others."""
        fit: list[UploadedFile] = []
        wrong: list[str] = []
        for one in files:
            size, sizes = one.size or 0, [*there, *(other.size for other in fit if other.size)]
            unfit = self._unfit(size, sizes)
            if unfit:
                wrong.append(unfit.replace("{name}", short(one.name or "file")))
            else:
                fit.append(one)
        rest = len(wrong) - NAMED
        return fit, wrong if rest <= 0 else [*wrong[:NAMED], say(OTHERS, many=rest)]

    def _unfit(self, size: int, sizes: Sequence[int]) -> str:
        each = self.each or self.together
        if size > each:
            return _filled(TOO_LARGE, size=megabytes(size), limit=megabytes(each))
        if len(sizes) >= self.most:
            return _filled(TOO_MANY, limit=str(self.most))
        together = sum(sizes) + size
        if together > self.together:
            return _filled(TOO_MUCH, size=megabytes(together), limit=megabytes(self.together))
        return ""


def megabytes(size: int) -> str:
    """Rounded up, so that what is too large never reads as if it fitted.

    >>> megabytes(10 * MEGABYTE), megabytes(10 * MEGABYTE + 1), megabytes(14_900_000)
    ('10', '10.1', '14.3')
    """
    tenths = -(-size * 10 // MEGABYTE)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def short(name: str) -> str:
    """A name that stays a name in a sentence: the end says what kind of file it is."""
    return name if len(name) <= 60 else f"{name[:40]}…{name[-15:]}"


def _filled(sentence: str, **words: str) -> str:
    sentence = say(sentence)
    for word, said in words.items():
        sentence = sentence.replace(f"{{{word}}}", said)
    return sentence
