"""Words between you and us: what we ask you, what we agreed on, and the words of a service you use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk.types import REF
from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.types import LONGEST_REASON, LONGEST_TEXT, LONGEST_WORD, TermCard, Wording
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look.wording.german import later, say
from rapport.interfaces.web.access import actor_of, signed_in_required
from rapport.interfaces.web.ids import id_in

FAULTS = (actions.UnclearTerm, actions.AlreadyThere, actions.NotYourTurn, actions.TooManyProposals)
SAID = {
    "yes": "Thank you. From now on we know what you mean.",
    "word": "Thank you. The team looks at your word, and you see here what they say.",
    "no": "Thank you. We will not call it that.",
    "retire": "Taken back.",
}


class YourWordForm(forms.Form):
    """What you call it, and what we seem to call it."""

    their_word = forms.CharField(
        label=later("You call it"),
        max_length=LONGEST_WORD,
        error_messages={"required": later("Write what you call it.")},
    )
    our_word = forms.CharField(
        label=later("We call it"),
        max_length=LONGEST_WORD,
        help_text=later("As it stands in our mails, as far as you can tell."),
        error_messages={"required": later("Write what we seem to call it.")},
    )
    meaning = forms.CharField(label=later("What it is, in one sentence"), max_length=LONGEST_TEXT, required=False)

    def wording(self) -> Wording:
        """What was filled in."""
        said = self.cleaned_data
        return Wording(said["their_word"], said["our_word"], said["meaning"])


class OtherWordForm(forms.Form):
    """What you call it instead."""

    their_word = forms.CharField(
        label="What do you call it, then?",
        max_length=LONGEST_WORD,
        error_messages={"required": "Write what you call it. Nothing was changed."},
    )


class WhyNotForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label="Why not, in a few words",
        max_length=LONGEST_REASON,
        error_messages={"required": "Say in a few words why not. Nothing was changed."},
    )


FORMS: dict[str, type[forms.Form]] = {"word": OtherWordForm, "no": WhyNotForm}


@signed_in_required
def words(request: HttpRequest) -> HttpResponse:
    """What we ask you about words, and where the words of your services are."""
    actor = actor_of(request)
    if actor.staff:  # theirs are at the desk, with everybody's
        return redirect("workspace:terms")
    told = {"waiting": queries.waiting(actor), "services": people.services(actor)}
    return render(request, "portal/words/words.html", told)


@signed_in_required
def service(request: HttpRequest, key: str) -> HttpResponse:
    """A service you use: what it is, what is known to be broken, who helps; a word of yours goes the same way."""
    actor, form = _served(request), YourWordForm(request.POST or None)
    service_id = people.service_by_key(actor, key).pk
    status = 400 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_term(wording=form.wording(), service_id=service_id, actor=actor, at=timezone.now())
        except FAULTS as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, say("Thank you. The team looks at it, and you see here what they say."))
            return redirect("portal:service", key=key)
    return _service(request, actor, service_id, form, status=status)


@signed_in_required
def service_by_number(request: HttpRequest, service_id: int) -> HttpResponse:
    """Addresses used to carry the number; they lead to the key."""
    return redirect("portal:service", key=people.service(_served(request), service_id).key)


def _service(request: HttpRequest, actor: Actor, service_id: int, form: YourWordForm, *, status: int) -> HttpResponse:
    page = queries.words_of_service(actor, service_id, after=request.GET.get("after"))
    found, now = people.service(actor, service_id), timezone.now()
    told = {
        "service": found,
        "problems": queries.problems(actor, service_id=service_id, size=5).rows,
        "articles": [one for one in queries.articles(actor, service_id=service_id, size=8).rows if one.shown],
        "cards": people.agent_cards_of_team(actor, found.team_id),
        "here": promises.is_open(now),
        "back_at": promises.next_opening(now),
        "now": now,
        "rows": page.rows,
        "next": page.next,
        "waiting": queries.waiting(actor, service_id=service_id),
        "form": form,
    }
    return render(request, "portal/words/service.html", told, status=status)


@signed_in_required
def term(request: HttpRequest, key: str) -> HttpResponse:
    """One word: what we agreed on, or what waits for whom."""
    return _term(request, _served(request), key)


@signed_in_required
@require_POST
def decide(request: HttpRequest, key: str) -> HttpResponse:
    """Yes, no and what you call it, or take your own back; from a request it leads back there."""
    actor, said = _served(request), request.POST.get("decision", "")
    page = queries.term(actor, key)
    form = FORMS[said](request.POST) if said in FORMS else None
    if form is not None and not form.is_valid():
        return _term(request, actor, key, form=form, status=400)
    try:
        _decide(actor, page.term, said, request.POST)
    except FAULTS as error:
        return _term(request, actor, key, wrong=str(error), status=409)
    if said in SAID:
        messages.success(request, SAID[said])
    back = request.POST.get("back", "")
    return redirect("portal:request", public_key=back) if back.isascii() and back else redirect("portal:term", key=key)


def _decide(actor: Actor, card: TermCard, said: str, given: Any) -> None:
    named: dict[str, Any] = {"term_id": card.id, "actor": actor, "at": timezone.now()}
    version = id_in(given.get("version"))
    read: dict[str, Any] = {} if version is None else {"version": version}
    if said == "yes":
        actions.agree_term(**named, **read)
    elif said == "word":
        other = Wording(given["their_word"], card.our_word, card.meaning, card.example)
        actions.reword_term(**named, wording=other)
    elif said == "no":
        actions.decline_term(**named, **read, reason=given["reason"])
    elif said == "retire":
        actions.retire_term(**named)


def asked_here(actor: Actor, ticket_id: int) -> list[TermCard]:
    """What we asked on one request."""
    return queries.waiting(actor, ref=(REF, ticket_id))


def _term(
    request: HttpRequest,
    actor: Actor,
    key: str,
    *,
    form: forms.Form | None = None,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    page = queries.term(actor, key)
    told = {
        "page": page,
        "term": page.term,
        "other": form if isinstance(form, OtherWordForm) else OtherWordForm(),
        "reason": form if isinstance(form, WhyNotForm) else WhyNotForm(),
        "wrong": wrong,
        "now": timezone.now(),
    }
    return render(request, "portal/words/term.html", told, status=status)


def _served(request: HttpRequest) -> Actor:
    """Staff have pages of their own for this."""
    actor = actor_of(request)
    if actor.staff:
        raise NotFound
    return actor
