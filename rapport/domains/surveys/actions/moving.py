"""Moving sealed answers to the answers: in shuffled batches of five and more, with random ids and the day only."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime
from typing import Any

import structlog
from django.db import connection, transaction
from django.db.models import Count

from rapport.domains.surveys import events, rules
from rapport.domains.surveys.models import AnonymousInvitation, Answer, AnswerItem, SealedAnswer
from rapport.domains.surveys.models import items as further
from rapport.domains.surveys.models.sealed import AFTER_RANDOM, random_id, shuffled
from rapport.domains.surveys.types import Counted, How, Mode, Said
from rapport.foundation import boxes
from rapport.foundation.actors import Actor
from rapport.foundation.events import publish
from rapport.measures.disclosure import LEAST

BATCH = 500
SAID = ("score", "reasons", "words", "may_print")
log = structlog.get_logger(__name__)


def move_sealed(*, actor: Actor, at: datetime) -> int:
    """Move what lies in every survey's box where five or more lie there; returns how many answers were moved.

    What stays, because fewer than five are there, is written anew under another key before its key is a day old.
    """
    actor.require("surveys.send")
    many = SealedAnswer.objects.values_list("survey_id").annotate(n=Count("pk")).filter(n__gte=LEAST).order_by()
    moved = sum(move_box(survey_id=survey_id, actor=actor, at=at) for survey_id, _ in many)
    if boxes.turn_key(at=at):
        _close_anew()
        boxes.destroy_old_keys(at=at)
    return moved


@transaction.atomic
def move_box(*, survey_id: int, actor: Actor, at: datetime) -> int:
    """Move all of one survey's box, five or more; how many."""
    del actor  # whose clock or command it is says nothing
    rows = list(SealedAnswer.objects.select_for_update().filter(survey_id=survey_id))
    opened = [(row.pk, content) for row in rows if (content := _content(row)) is not None]
    if len(opened) < LEAST:
        return 0
    SealedAnswer.objects.filter(pk__in=[pk for pk, _ in opened]).delete()
    answers = shuffled([_answer(survey_id, content, at.date()) for _, content in opened])
    _keep_counted_ids_apart()
    Answer.objects.bulk_create(answers, batch_size=BATCH)
    said = _items(answers)
    AnswerItem.objects.bulk_create(shuffled(said), batch_size=BATCH)
    _write_yes_anew(survey_id)
    publish(events.AnswersCounted(counts=_counted(answers, said)))
    return len(answers)


def _content(row: SealedAnswer) -> dict[str, Any] | None:
    try:
        return json.loads(boxes.opened(row.sealed))
    except boxes.NoKey:
        log.warning("sealed.cannot_be_opened")  # from a backup, or closed on a machine with other keys; it stays
        return None


def _answer(survey_id: int, content: dict[str, Any], day: date) -> Answer:
    organisation_id, site_id, service_id = content["kept"]
    given = Answer(
        id=random_id(),
        survey_id=survey_id,
        version_id=content["version_id"],
        organisation_id=organisation_id,
        site_id=site_id,
        service_id=service_id,
        services=[service_id] if service_id else [],
        stratum=rules.stratum_of(site_id, service_id) if site_id and service_id else "",
        month=date.fromisoformat(content["month"]),
        how=How.DRAWN,
        mode=Mode.ANONYMOUS,
        answered_on=day,
        **{name: content[name] for name in SAID if name in content},
    )
    given.replies = [Said(**one) for one in content.get("items", ())]  # type: ignore[attr-defined]
    return given


def _items(answers: list[Answer]) -> list[AnswerItem]:
    """What was said to further questions; of an anonymous answer without an order, too."""
    return [row for one in answers for row in further.rows(one, one.replies)]  # type: ignore[attr-defined]


def _write_yes_anew(survey_id: int) -> None:
    """Write the invitations with a yes anew in any order: their old places show who answered before whom."""
    rows = list(AnonymousInvitation.objects.select_for_update().filter(survey_id=survey_id, answered=True))
    AnonymousInvitation.objects.filter(pk__in=[row.pk for row in rows]).delete()
    AnonymousInvitation.objects.bulk_create(shuffled(rows), batch_size=BATCH)


def _keep_counted_ids_apart() -> None:
    """SQLite counts on from the largest id: begin above the random ones, so that none shows in the next counted id."""
    if connection.vendor != "sqlite":
        return
    table, with_seq = Answer._meta.db_table, "FROM sqlite_sequence WHERE name = %s"
    with connection.cursor() as cursor:
        found = cursor.execute(f"SELECT seq {with_seq}", [table]).fetchone()
        if found is None or found[0] < AFTER_RANDOM:
            cursor.execute(f"DELETE {with_seq}", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, AFTER_RANDOM])


@transaction.atomic
def _close_anew() -> None:
    """Rows under an old key go under the one of today, each survey's together."""
    rows = SealedAnswer.objects.select_for_update().order_by("survey_id", "pk")
    old = [row for row in rows if not boxes.is_of_today(row.sealed) and _content(row) is not None]
    SealedAnswer.objects.write_anew(old)


def _counted(answers: list[Answer], said: list[AnswerItem]) -> tuple[Counted, ...]:
    scores = [(one, further.Tally("", one.score, "")) for one in answers]
    scores += [(one.answer, tally) for one in said for tally in further.counts(one.answer, [one])]
    alike = Counter((a.survey_id, a.month, a.organisation_id, a.site_id, a.service_id, *tally) for a, tally in scores)
    return tuple(
        Counted(
            survey_id=survey,
            month=month,
            how=How.DRAWN,
            organisation_id=organisation,
            site_id=site,
            service_id=service,
            stratum=rules.stratum_of(site, service) if site and service else "",
            score=score,
            answered=n,
            used=(service,) if service else (),
            question=question,
            choice=choice,
        )
        for (survey, month, organisation, site, service, question, score, choice), n in sorted(alike.items(), key=str)
    )
