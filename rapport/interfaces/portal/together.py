"""What we did together: a project or a quarter on one page, with both sides' words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.queries import LookBackPage
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look import looking_back
from rapport.interfaces.look.wording import line_words
from rapport.interfaces.web.access import actor_of, signed_in_required

ROOM: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 3}), "max_length": 2000, "required": False}


class OurWordsForm(forms.Form):
    """What we keep, what we change, from the side it was for."""

    keep = forms.CharField(label="What we keep", **ROOM)
    change = forms.CharField(label="What we change", **ROOM)
    shown = forms.BooleanField(label="Everybody in it may read this with my name", required=False)


class WorthForm(forms.Form):
    """One to seven, from not at all to very much."""

    worth = forms.TypedChoiceField(
        coerce=int,
        choices=[(n, str(n)) for n in looking_back.WORTH],
        error_messages={"required": "Choose a number from 1 to 7.", "invalid_choice": "Choose a number from 1 to 7."},
    )


@require_safe
@signed_in_required
def together(request: HttpRequest, key: str) -> HttpResponse:
    """One sequence of the one who is signed in."""
    actor = actor_of(request)
    return _shown(request, actor, queries.look_back(actor, key=key))


@require_POST
@signed_in_required
def write(request: HttpRequest, key: str) -> HttpResponse:
    """What they keep and what they change."""
    actor = actor_of(request)
    page, form = queries.look_back(actor, key=key), OurWordsForm(request.POST)
    if form.is_valid():
        try:
            actions.write_words(sequence_id=page.sequence.id, actor=actor, at=timezone.now(), **form.cleaned_data)
            return redirect("portal:together", key=key)
        except actions.NothingWritten as error:
            form.add_error("keep", str(error))
    return _shown(request, actor, page, form=form, status=400)


@require_POST
@signed_in_required
def worth(request: HttpRequest, key: str) -> HttpResponse:
    """Was it worth it?"""
    actor = actor_of(request)
    page, form = queries.look_back(actor, key=key), WorthForm(request.POST)
    if not page.asked:
        raise NotFound
    if not form.is_valid():
        return _shown(request, actor, page, wrong="Choose a number from 1 to 7. Nothing was kept.", status=400)
    actions.say_worth(sequence_id=page.sequence.id, score=form.cleaned_data["worth"], actor=actor, at=timezone.now())
    return redirect("portal:together", key=key)


def _shown(
    request: HttpRequest,
    actor: Actor,
    page: LookBackPage,
    *,
    form: OurWordsForm | None = None,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    made = looking_back.promised(actor, page, at=now)
    words = {
        "page": page,
        "one": page.sequence,
        "lead": looking_back.lead(page, said=line_words.YOURS).replace("their words", "your words"),
        "told": [(one, ()) for one in looking_back.told(actor, page)],
        "promises": made,
        "kept": looking_back.kept_sentence(made),
        "points": looking_back.WORTH,
        "writes": any(person in actor.reach.person_ids for person, _ in page.episodes),
        "form": form or OurWordsForm(initial=_own_words(actor, page)),
        "wrong": wrong,
        "now": now,
    }
    return render(request, "portal/together.html", words, status=status)


def _own_words(actor: Actor, page: LookBackPage) -> dict[str, object]:
    said = next((one for one in page.words if one.person_id in actor.reach.person_ids), None)
    return {"keep": said.keep, "change": said.change, "shown": said.shown} if said else {}
