"""Addresses, duplicates, merging, export and erasure of one person, and the wishes administrators decide on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.people import actions, queries
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace.leaving.forms import AddressForm, DeclineWishForm, NameForm, PairForm

FOUND = 8
SAFE = "private, no-store"


def links_for(actor: Actor, person_id: int) -> dict[str, Any]:
    """What the person's page offers its reader: merged rows, and which of these pages they may open."""
    may = {name: actor.reach.may(ability) for name, ability in ABILITIES.items()}
    return {"merged": queries.merged_with(actor, person_id) if may["merge"] else [], "may": may, "id": person_id}


ABILITIES = {"merge": "people.write", "export": "exports.make", "erase": "settings.write", "roles": "roles.write"}


@staff_required
def addresses(request: HttpRequest, person_id: int) -> HttpResponse:
    """All addresses of one person: add, vouch for, remove."""
    actor = _able(request, "people.write")
    words = _about(actor, person_id)
    form = AddressForm(request.POST if "address" in request.POST else None)
    if request.method == "POST":
        if "address" not in request.POST:
            return _change_address(request, actor, person_id)
        if form.is_valid():
            refused = _added(actor, person_id, form.cleaned_data["address"])
            if not refused:
                messages.success(request, "The address is noted. A mail asks them to confirm it.")
                return redirect("workspace:addresses", person_id=person_id)
            form.add_error("address", refused)
    rows = queries.addresses_of(actor, person_id)
    closed = queries.refusing_addresses(actor, rows)
    words |= {"form": form, "rows": [(row, closed.get(row.id)) for row in rows]}
    return render(request, "workspace/leaving/addresses.html", words, status=400 if form.errors else 200)


def _added(actor: Actor, person_id: int, address: str) -> str:
    try:
        actions.add_address(person_id=person_id, address=address, actor=actor, at=timezone.now())
    except (actions.KnownAddress, actions.TooManyAddresses, actions.WrongAddress) as error:
        return str(error)
    return ""


def _change_address(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    ids = {row.id for row in queries.addresses_of(actor, person_id)}
    which = id_in(request.POST.get("vouch") or request.POST.get("allow") or request.POST.get("remove"))
    if which is None or which not in ids:
        raise NotFound
    try:
        if "vouch" in request.POST:
            actions.vouch_for_address(address_id=which, actor=actor, at=timezone.now())
        elif "allow" in request.POST:
            actions.allow_mail_again(address_id=which, actor=actor, at=timezone.now())
            messages.success(request, "We write there again. If mail comes back, it stands here again.")
        else:
            actions.remove_address(address_id=which, actor=actor, at=timezone.now())
    except actions.LastAddress as error:
        messages.error(request, str(error))
    return redirect("workspace:addresses", person_id=person_id)


@staff_required
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one person, with the reason; nothing is merged without somebody's word."""
    actor = _able(request, "people.write")
    form = PairForm(request.POST)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["one"]:
        actions.keep_apart(
            one_id=form.cleaned_data["one"], other_id=form.cleaned_data["other"], actor=actor, at=timezone.now()
        )
        return redirect("workspace:duplicates")
    return render(request, "workspace/leaving/duplicates.html", {"pairs": queries.duplicates(actor)})


@staff_required
def merge(request: HttpRequest, person_id: int) -> HttpResponse:
    """Choose the other row, look at both, then merge."""
    actor = _able(request, "people.write")
    words = _about(actor, person_id)
    form = PairForm(request.POST or request.GET)
    chosen = form.cleaned_data["other"] if form.is_valid() else None
    if request.method == "POST" and chosen:
        try:
            actions.merge_people(keep_id=person_id, other_id=chosen, actor=actor, at=timezone.now())
        except actions.CannotMerge as error:
            return render(request, "workspace/leaving/merge.html", words | {"refused": str(error)}, status=409)
        messages.success(request, "They are one person now. Their line is put together; undo stands below.")
        return redirect("workspace:person", person_id=person_id)
    search = request.GET.get("q", "").strip()[:100]
    words |= _other_and_candidates(actor, person_id, chosen, search)
    return render(request, "workspace/leaving/merge.html", words)


def _other_and_candidates(actor: Actor, person_id: int, chosen: int | None, search: str) -> dict[str, Any]:
    if chosen is not None:
        return {"other": _about(actor, chosen)["card"], "other_addresses": queries.addresses_of(actor, chosen)}
    likely = queries.duplicates(actor, person_id=person_id)
    found = queries.people(actor, search=search, size=FOUND).rows if search else []
    pairs = [(one.other if one.keep.id == person_id else one.keep, one.reason) for one in likely]
    return {"likely": pairs, "found": [card for card in found if card.id != person_id], "search": search}


@staff_required
@require_POST
def part(request: HttpRequest, person_id: int) -> HttpResponse:
    """Undo a merge: two persons again, as before."""
    actor = _able(request, "people.write")
    form = PairForm(request.POST)
    merged = {card.id for card in queries.merged_with(actor, _about(actor, person_id)["card"].id)}
    if not form.is_valid() or form.cleaned_data["other"] not in merged:
        raise NotFound
    actions.undo_merge(person_id=form.cleaned_data["other"], actor=actor, at=timezone.now())
    messages.success(request, "They are two people again, each with their own line.")
    return redirect("workspace:person", person_id=form.cleaned_data["other"])


@staff_required
def export(request: HttpRequest, person_id: int) -> HttpResponse:
    """Make a zip of everything there is about one person; the name is typed first."""
    actor = _able(request, "exports.make")
    words = _about(actor, person_id)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _is_name(form.cleaned_data["name"], words["card"].name):
            actions.export_person(person_id=person_id, actor=actor, at=timezone.now())
            return redirect("workspace:export_person", person_id=person_id)
        form.add_error("name", f"This is not the name above. Type {words['card'].name}.")
    words |= {"form": form, "exports": queries.exports(actor, person_id)}
    return render(request, "workspace/leaving/export.html", words, status=400 if form.errors else 200)


@staff_required
def fetch(request: HttpRequest, key: str) -> HttpResponseBase:
    """The zip, for the one who asked for it."""
    return as_download(actor_of(request), key)


def as_download(actor: Actor, key: str) -> FileResponse:
    """An export of the actor's that is ready; saved, never shown."""
    found, path = queries.export_file(actor, key)
    name = f"rapport-{found.asked_at:%Y-%m-%d}-{found.person_id}.zip"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    response.headers["Cache-Control"] = SAFE
    return response


@staff_required
def erase(request: HttpRequest, person_id: int) -> HttpResponse:
    """What goes and what stays, and the name typed by hand; then it begins and cannot be stopped."""
    actor = _able(request, "settings.write")
    words = _about(actor, person_id)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.erase_person(person_id=person_id, name=form.cleaned_data["name"], actor=actor, at=timezone.now())
            messages.success(request, "It has begun. In some minutes nothing here names them any more.")
            return redirect("workspace:settings_leaving")
        except (actions.WrongName, actions.StillServes) as error:
            form.add_error("name", str(error))
    return render(request, "workspace/leaving/erase.html", words | {"form": form}, status=400 if form.errors else 200)


@staff_required
def wishes(request: HttpRequest) -> HttpResponse:
    """Who asked to be forgotten, what is on its way and what is done."""
    actor, refused = _able(request, "settings.write"), None
    if request.method == "POST":
        refused = DeclineWishForm(request.POST, of=id_in(request.POST.get("decline")) or 0)
        if refused.is_valid():
            given = refused.cleaned_data
            actions.decline_erasure(erasure_id=given["decline"], reason=given["reason"], actor=actor, at=timezone.now())
            messages.success(request, "It is declined. They read it, and why, on their page.")
            return redirect("workspace:settings_leaving")
    rows = queries.erasures(actor)
    asked = [row for row in rows if row.state == "asked"]
    words = {
        "asked": [(row, _declining(row.id, refused)) for row in asked],
        "others": [row for row in rows if row.state != "asked"],
        "now": timezone.now(),
    }
    return render(request, "workspace/leaving/wishes.html", words, status=400 if refused else 200)


def _declining(erasure_id: int, refused: DeclineWishForm | None) -> DeclineWishForm:
    """The form of one wish, as it came where it was refused."""
    if refused is not None and refused["decline"].value() == str(erasure_id):
        return refused
    return DeclineWishForm(of=erasure_id)


def _able(request: HttpRequest, ability: str) -> Actor:
    actor = actor_of(request)
    actor.require(ability)
    return actor


def _about(actor: Actor, person_id: int) -> dict[str, Any]:
    """The person of the page; one who was erased is nobody to do this with."""
    found = queries.person(actor, person_id)
    if found.left_at is not None or found.merged_into_id is not None:
        raise NotFound
    return {"card": queries.names(actor, [person_id])[person_id], "now": timezone.now()}


def _is_name(typed: str, name: str) -> bool:
    return " ".join(typed.split()).casefold() == name.casefold()
