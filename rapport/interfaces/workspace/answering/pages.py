"""Macros of one's own and of the team; drafts, taking an answer back, and who else is here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.domains.desk.queries import Beside, MacroCard
from rapport.domains.desk.types import TicketCard
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web import files
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace.answering import enclosing
from rapport.interfaces.workspace.answering.forms import MacroForm
from rapport.interfaces.workspace.answering.on_ticket import along_of, keep, window_of
from rapport.interfaces.workspace.forms import LONGEST


@staff_required
def macros(request: HttpRequest) -> HttpResponse:
    """Every macro one may use."""
    actor = actor_of(request)
    words = {"macros": queries.macros(actor), "from": _came_from(request, actor)}
    return render(request, "workspace/answering/macros.html", words)


def _came_from(request: HttpRequest, actor: Actor) -> TicketCard | None:
    """The ticket from which somebody came here, and to which they want to go back."""
    ticket_id = id_in(request.GET.get("ticket"))
    try:
        return queries.ticket_card(actor, ticket_id) if ticket_id is not None else None
    except NotFound:
        return None


@staff_required
def new_macro(request: HttpRequest) -> HttpResponse:
    """Write a macro."""
    return _write(request, None)


@staff_required
def macro(request: HttpRequest, macro_id: int) -> HttpResponse:
    """Change a macro."""
    return _write(request, queries.macro(actor_of(request), macro_id))


def _write(request: HttpRequest, card: MacroCard | None) -> HttpResponse:
    actor = actor_of(request)
    came_from = _came_from(request, actor)
    form = MacroForm(request.POST or None, initial=_initial(card), teams=_teams(actor))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.keep_macro(
                macro_id=card.id if card else None,
                team_id=given.pop("whose"),
                actor=actor,
                at=timezone.now(),
                **given,
            )
        except (actions.WrongMacro, actions.WrongTag) as error:
            form.add_error("text" if isinstance(error, actions.WrongMacro) else "tags", str(error))
        else:
            messages.success(
                request, f"Kept. “{given['name']}” is in the answer box of every ticket, with the key m outside it."
            )
            back = f"?ticket={came_from.id}" if came_from else ""
            return redirect(reverse("workspace:macros") + back)
    words = {"form": form, "macro": card, "from": came_from}
    return render(request, "workspace/answering/macro.html", words, status=400 if form.errors else 200)


def _initial(card: MacroCard | None) -> dict[str, Any]:
    if card is None:
        return {"then": "keep_open"}
    tags = ", ".join(card.tags)
    return {"name": card.name, "text": card.text, "whose": card.team_id, "then": card.then, "tags": tags} | {
        "takes": card.takes
    }


def _teams(actor: Actor) -> list[tuple[int, str]]:
    """The teams one serves in."""
    return [(t.pk, t.name) for t in people.teams(actor) if actor.reach.whole or t.pk in actor.reach.team_ids]


@staff_required
@require_POST
def remove_macro(request: HttpRequest, macro_id: int) -> HttpResponse:
    """Take a macro away."""
    actions.remove_macro(macro_id=macro_id, actor=actor_of(request), at=timezone.now())
    messages.success(request, "Taken away. Answers that were sent with it stay as they are.")
    return redirect("workspace:macros")


@staff_required
@require_POST
def keep_draft(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Keep what is being written; a script asks for a word back, a form for the page.

    What another window wrote meanwhile is told to a script, which asks; a form, and a page that closes (`both`), keep
    the two texts.
    """
    actor, text = actor_of(request), request.POST.get("text", "")[:LONGEST]
    by_script = _by_script(request)
    said: dict[str, Any] = {"shown": request.POST.get("shown", ""), "window": window_of(request.POST)}
    said |= {"along": along_of(request.POST) if "promise_kind" in request.POST else None}
    both = not by_script or "both" in request.POST
    try:
        row = actions.keep_draft(ticket_id=ticket_id, text=text, both=both, **said, actor=actor, at=timezone.now())
    except actions.ChangedElsewhere as error:
        return JsonResponse({"said": "Not kept yet", "there": error.there, "base": error.base})
    if by_script:
        return JsonResponse({"said": "Draft kept" if text.strip() else "", "base": row.base if row is not None else ""})
    _say_unfit(request, enclosing.attach(request, actor, ticket_id).wrong)
    more = (
        "" if row is None or row.text == text else " It was changed in another window, too; both texts are in the box."
    )
    messages.success(request, f"Kept as a draft. It is here when you come back.{more}")
    return redirect("workspace:ticket", ticket_id=ticket_id)


@staff_required
@require_POST
def attach_files(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Put files into the draft; a script asks for the list back, a form for the page, with its text as the draft."""
    actor = actor_of(request)
    wrong = enclosing.attach(request, actor, ticket_id).wrong
    return _enclosed(request, actor, ticket_id, wrong)


@staff_required
@require_POST
def remove_file(request: HttpRequest, ticket_id: int, file_id: int) -> HttpResponse:
    """Take a file out of the draft."""
    actor = actor_of(request)
    actions.remove_file(file_id=file_id, actor=actor, at=timezone.now())
    return _enclosed(request, actor, ticket_id, enclosing.attach(request, actor, ticket_id).wrong)


@staff_required
def draft_file(request: HttpRequest, ticket_id: int, file_id: int) -> HttpResponseBase:
    """A file of one's own draft, as a download."""
    return files.download(request, *queries.draft_file(actor_of(request), file_id))


def _enclosed(request: HttpRequest, actor: Actor, ticket_id: int, wrong: str) -> HttpResponse:
    if _by_script(request):
        words = {"ticket": {"id": ticket_id}, "draft_files": queries.draft_files(actor, ticket_id), "unfit": wrong}
        return render(request, "workspace/answering/_files.html", words)
    text, shown = request.POST.get("text", "")[:LONGEST], request.POST.get("shown", "")
    keep(actor, ticket_id, text, shown=shown, window=window_of(request.POST))
    _say_unfit(request, wrong)
    return redirect(reverse("workspace:ticket", args=[ticket_id]) + "#draft")


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "script"


def _say_unfit(request: HttpRequest, wrong: str) -> None:
    if wrong:
        messages.error(request, wrong)


@staff_required
@require_POST
def take_back(request: HttpRequest, outgoing_id: int) -> HttpResponse:
    """Undo: the answer does not leave, its text is in the box again."""
    try:
        draft = actions.take_back_answer(outgoing_id=outgoing_id, actor=actor_of(request), at=timezone.now())
    except actions.HasLeft as error:
        messages.error(request, str(error))
        return redirect("workspace:queue")
    messages.info(request, "Taken back. Nothing was sent; your text and its files are below.")
    return redirect("workspace:ticket", ticket_id=draft.ticket_id)


@staff_required
@require_POST
def here(request: HttpRequest, ticket_id: int) -> JsonResponse:
    """A page says that it is open, and hears who else is here and what arrived."""
    actor, now = actor_of(request), timezone.now()
    actions.note_presence(ticket_id=ticket_id, writing="writing" in request.POST, actor=actor, at=now)
    seen = id_in(request.POST.get("seen"))
    found = queries.beside(actor, ticket_id, at=now, seen_message_id=seen)
    return JsonResponse({"said": said_of(found), "new": found.new})


def said_of(found: Beside) -> str:
    """Who else is here, in a sentence."""
    said = [f"{_names(found.writing)} writing an answer." if found.writing else ""]
    said.append(f"{_names(found.reading)} reading this." if found.reading else "")
    return " ".join(one for one in said if one)


def _names(names: tuple[str, ...]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last} are" if most else f"{last} is"
