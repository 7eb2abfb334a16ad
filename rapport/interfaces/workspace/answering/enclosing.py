"""Files of the answer box: what a form brings is attached to the draft, and what cannot be is said in one sentence."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone

from rapport.domains.desk import actions, queries
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web.file_limits import NAMED, FileLimits, short
from rapport.interfaces.web.ids import ids_in

FIELD = "enclosed"  # what was chosen and comes with the form
FILES = "files"  # ids of what is in the draft and stood on the page
NOTHING_SENT = "Nothing was sent; the other files are kept."


@dataclass(frozen=True)
class Attached:
    """The files that go with what is sent, those that came with this form, and why others did not."""

    files: Sequence[int] = ()
    new: Sequence[int] = ()
    wrong: str = ""


def attach(request: HttpRequest, actor: Actor, ticket_id: int) -> Attached:
    """Put what the form brings into the draft, before anything else can refuse it; so it is kept whatever happens."""
    new: list[int] = []
    refused: dict[str, list[str]] = defaultdict(list)
    given = request.FILES.getlist(FIELD)
    there = [one.size for one in queries.draft_files(actor, ticket_id)] if given else []
    fit, unfit = limits(actor).fitting(given, there=there)  # before any is read into memory
    for one in fit:
        try:
            new.append(_attach(one, actor, ticket_id, timezone.now()))
        except actions.NotAttached as error:
            refused[str(error)].append(one.name or "a file")
    stood = ids_in(request.POST.getlist(FILES))
    return Attached(files=list(dict.fromkeys([*stood, *new])), new=new, wrong=_said(unfit, refused))


def take_out(attached: Attached, actor: Actor) -> None:
    """What came with a form that was sent before is there already."""
    for file_id in attached.new:
        with contextlib.suppress(NotFound):
            actions.remove_file(file_id=file_id, actor=actor, at=timezone.now())


def limits(actor: Actor) -> FileLimits:
    """What fits, said before anybody chooses."""
    found = queries.enclosed_limits(actor)
    return FileLimits(found.most, 0, found.together)


def _attach(one: UploadedFile, actor: Actor, ticket_id: int, at: datetime) -> int:
    row = actions.attach_file(ticket_id=ticket_id, name=one.name or "file", content=one.read(), actor=actor, at=at)
    return row.pk


def _said(unfit: Sequence[str], refused: dict[str, list[str]]) -> str:
    left_out = [*unfit, NOTHING_SENT] if unfit else []
    others = (f"{_names(names)} {_was(names)} not attached. {why}" for why, names in refused.items())
    return " ".join([*left_out, *others])


def _was(names: Sequence[str]) -> str:
    return "was" if len(names) == 1 else "were"


def _names(names: Sequence[str]) -> str:
    """The first few by name.

    >>> _names(["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"])
    '“a.txt”, “b.txt”, “c.txt” and 2 more'
    """
    shown = [f"“{short(one)}”" for one in names[:NAMED]]
    rest = len(names) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    *most, last = shown
    return f"{', '.join(most)} and {last}" if most else last
