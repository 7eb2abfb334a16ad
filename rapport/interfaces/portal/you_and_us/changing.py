"""What a person changes about themself: their profile, critical days, who sees their answers, what is not right."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.ledger import actions as ledger_actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import About, TimelineEpisode
from rapport.domains.people import actions, queries
from rapport.domains.people.types import SHOW_ANSWERS
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.portal.you_and_us.forms import NAME, DayForm, NotRightForm, ProfileForm
from rapport.interfaces.web.access import actor_of, signed_in_required


@signed_in_required
def profile(request: HttpRequest) -> HttpResponse:
    """How you like to be helped, and your critical days: whoever is signed in writes their own."""
    actor, own = _oneself(request)
    person = queries.person(actor, own)
    kept = {name: getattr(person, name) for name in ProfileForm.base_fields}
    said, day = (None, request.POST) if "add_day" in request.POST else (request.POST or None, None)
    form, days = ProfileForm(said, initial=kept, language=person.language), DayForm(day)
    if form.is_valid() and _kept(form, actor, own):
        messages.success(request, "Kept. Those who help you read it from now on.")
        return redirect("portal:relationship")
    if days.is_valid() and _added(days, actor, own):
        return redirect("portal:profile")
    words = {
        "form": form,
        "day": days,
        "days": queries.critical_days(actor, own, today=timezone.localdate()),
        "now": timezone.now(),
    }
    failed = form.errors or days.errors
    return render(request, "portal/you_and_us/profile.html", words, status=400 if failed else 200)


def _kept(form: ProfileForm, actor: Actor, own: int) -> bool:
    try:
        actions.update_profile(person_id=own, changes=form.cleaned_data, actor=actor, at=timezone.now())
    except actions.WrongProfile as error:
        form.add_error(None, str(error))
        return False
    return True


def _added(form: DayForm, actor: Actor, own: int) -> bool:
    try:
        actions.add_critical_day(person_id=own, actor=actor, at=timezone.now(), **form.cleaned_data)
    except actions.WrongProfile as error:
        form.add_error("on", str(error))
        return False
    return True


@signed_in_required
@require_POST
def remove_day(request: HttpRequest, day_id: int) -> HttpResponse:
    """That day is like any other."""
    actor, _ = _oneself(request)
    actions.remove_critical_day(day_id=day_id, actor=actor, at=timezone.now())
    return redirect("portal:profile")


def choose_who_sees_answers(actor: Actor, choice: str) -> None:
    """Let those who help see the answers given by name, or take that back."""
    change = actions.give_consent if choice == "yes" else actions.withdraw_consent
    change(kind=SHOW_ANSWERS, actor=actor, at=timezone.now())


@signed_in_required
def not_right(request: HttpRequest, episode_id: int) -> HttpResponse:
    """Something about a matter is not right: which part, and what would be."""
    actor, own = _oneself(request)
    matter = ledger.matter(actor, episode_id)
    if not matter.acts or not _theirs(actor, own, matter):
        raise NotFound("episode")
    form = NotRightForm(request.POST or None, matter=matter)
    if request.method == "POST" and form.is_valid() and _asked(form, matter, actor):
        messages.success(request, "Thank you. We look at it; what becomes of it stands on this page.")
        return redirect("portal:relationship")
    words = {"matter": matter, "form": form, "now": timezone.now()}
    return render(request, "portal/you_and_us/not_right.html", words, status=400 if form.errors else 200)


def _theirs(actor: Actor, own: int, matter: TimelineEpisode) -> bool:
    """Staff reach more than their own; on this page everybody speaks for themself."""
    return not actor.staff or any(e.id == matter.id for e in ledger.timeline(actor, own).episodes)


def _asked(form: NotRightForm, matter: TimelineEpisode, actor: Actor) -> bool:
    chosen, words = form.cleaned_data["about"], form.cleaned_data["words"]
    about, act_id = (About.EPISODE, matter.acts[0].id) if chosen == NAME else (About.ACT, int(chosen))
    try:
        ledger_actions.ask_correction(about=about, act_id=act_id, words=words, actor=actor, at=timezone.now())
    except (ledger_actions.NothingSaid, ledger_actions.AlreadyAsked, ledger_actions.TooManyWaiting) as error:
        form.add_error(None, str(error))
        return False
    return True


def _oneself(request: HttpRequest) -> tuple[Actor, int]:
    actor = actor_of(request)
    if actor.person_id is None:
        raise NotFound
    return actor, actor.person_id
