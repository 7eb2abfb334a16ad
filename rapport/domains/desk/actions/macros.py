"""Macros: texts for answers that come again, of one agent or of a team."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rapport.domains.desk.models import Macro
from rapport.domains.desk.rules.macros import PLACEHOLDERS, WrongMacro, tag_names, unknown_in
from rapport.domains.desk.types import Then
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

LONGEST = 20_000


@transaction.atomic
def keep_macro(
    *,
    name: str,
    text: str,
    then: str = Then.KEEP_OPEN,
    tags: str = "",
    takes: bool = False,
    team_id: int | None = None,
    macro_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Macro:
    """Keep a macro of one's own, or of a team one serves in; `takes` gives the ticket to whoever answers with it."""
    actor.require("tickets.answer")
    macro = _to_change(actor, macro_id) if macro_id is not None else Macro()
    _refuse(name, text)
    if team_id is not None and not (actor.reach.whole or team_id in actor.reach.team_ids):
        raise NotFound
    of_whom = Q(owner_id=actor.person_id) if team_id is None else Q(team_id=team_id)
    others = Macro.objects.filter(of_whom, name__iexact=" ".join(name.split())).exclude(pk=macro.pk)
    if others.exists():
        raise WrongMacro("A macro of this name is there already. Choose another name, or change that one.")
    macro.owner_id, macro.team_id = (None, team_id) if team_id is not None else (actor.person_id, None)
    macro.name, macro.text, macro.then = " ".join(name.split()), text.strip(), Then(then)
    macro.tags, macro.takes = tag_names(tags), takes
    macro.save()
    audit.record("macro.kept", actor=actor, subject_kind="macro", subject_id=macro.pk, at=at)
    return macro


@transaction.atomic
def remove_macro(*, macro_id: int, actor: Actor, at: datetime) -> None:
    """Take a macro away; answers that were sent with it stay."""
    actor.require("tickets.answer")
    macro = _to_change(actor, macro_id)
    audit.record("macro.removed", actor=actor, subject_kind="macro", subject_id=macro.pk, at=at)
    macro.delete()


def _to_change(actor: Actor, macro_id: int) -> Macro:
    found = Macro.objects.in_reach_of(actor).select_for_update().filter(pk=macro_id).first()
    if found is None:
        raise NotFound
    return found  # type: ignore[return-value]


def _refuse(name: str, text: str) -> None:
    if not name.strip() or not text.strip():
        raise WrongMacro("A macro needs a name and a text.")
    if len(text) > LONGEST:
        raise WrongMacro(f"A macro has at most {LONGEST:,} letters.")
    unknown = unknown_in(text)
    if unknown:
        known = ", ".join(f"{{{{ {one} }}}}" for one in PLACEHOLDERS)
        said = ", ".join(f"{{{{ {one} }}}}" for one in unknown)
        raise WrongMacro(f"We do not know {said}, so it would be sent as it stands. Use one of: {known}.")
