"""Taking in a wave of answers that were given elsewhere."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from rapport.domains.people import actions as making
from rapport.domains.people import queries as people
from rapport.domains.surveys import events, queries, rules
from rapport.domains.surveys.actions.starting import start_default_survey
from rapport.domains.surveys.models import Answer, Survey, SurveyVersion
from rapport.domains.surveys.types import AnswersTaken, Counted, How, Judged, Mode, NewAnswer, RefusedAnswer, Strange
from rapport.foundation import audit
from rapport.foundation.actors import Actor
from rapport.foundation.events import publish
from rapport.foundation.text import shown

AT_ONCE = 500


class UnknownService(LookupError):
    """What is judged is neither "it" nor the name of a service; the text says which services there are."""


@dataclass(frozen=True)
class _Wave:
    """What all rows of one import share."""

    survey: Survey
    version: SurveyVersion
    name: str
    how: How
    anonymous: bool
    sites: Mapping[str, tuple[int, int]]
    services: Mapping[str, int]
    otherwise: date
    scale: tuple[int, int]
    strange_sites: str = Strange.REFUSE
    homes: Mapping[int, int] = field(default_factory=dict)


def import_answers(
    rows: Sequence[NewAnswer],
    *,
    drawn: bool,
    anonymous: bool,
    wave: str = "",
    judged: str = "it",
    survey_id: int | None = None,
    strange_sites: str = Strange.REFUSE,
    actor: Actor,
    at: datetime,
) -> AnswersTaken:
    """Take the answers of a wave; a source key known before is passed over, a wrong row refused with its line.

    judged: "it" or the name of one service. Anonymous answers keep the day only, no person, and are stored in
    shuffled order. A site nobody knows refuses its row, is made, or stays unknown, as `strange_sites` says. Raises
    UnknownService.
    """
    actor.require("surveys.send")
    survey = queries.survey(actor, survey_id) if survey_id else _survey(judged, actor, at)
    shared = _wave(survey, How.DRAWN if drawn else How.VOLUNTEERED, anonymous, actor, at)
    shared = replace(shared, name=wave[:80], strange_sites=strange_sites, homes=_homes(rows, actor))
    if strange_sites == Strange.CREATE:
        shared = replace(shared, sites=_sites_with(rows, shared, actor, at))
    answers, refused = _read(rows, shared)
    keys = [a.source_key for a in answers if a.source_key]
    known = _known(shared.survey, keys)
    fresh = _first_of_each(a for a in answers if a.source_key not in known)
    if anonymous:
        random.SystemRandom().shuffle(fresh)  # the order of the file must lead nobody to a person
    if fresh:
        _store(fresh, shared, actor, at)
    return AnswersTaken(taken=len(fresh), repeated=len(answers) - len(fresh), refused=refused)


@transaction.atomic
def _store(fresh: list[Answer], shared: _Wave, actor: Actor, at: datetime) -> None:
    Answer.objects.bulk_create(fresh, batch_size=AT_ONCE)
    publish(events.AnswersCounted(counts=_counted(fresh)))
    publish(events.AnswersImported(survey_id=shared.survey.pk, at=at, how=shared.how))
    audit.record("answers.imported", actor=actor, subject_kind="survey", subject_id=shared.survey.pk, at=at)


def _wave(survey: Survey, how: How, anonymous: bool, actor: Actor, at: datetime) -> _Wave:
    version = survey.versions.latest("number")
    wording = rules.wording_in(version.wording, "en")
    return _Wave(
        survey=survey,
        version=version,
        name="",
        how=how,
        anonymous=anonymous,
        sites={site.name.lower(): (site.pk, site.organisation_id) for site in people.sites(actor)},
        services=_services(actor),
        otherwise=at.date(),
        scale=(wording.first, 10 if wording.last is None else wording.last),
    )


def _homes(rows: Sequence[NewAnswer], actor: Actor) -> Mapping[int, int]:
    """The organisation of everybody who answered by name."""
    cards = people.names(actor, {row.person_id for row in rows if row.person_id is not None})
    return {pk: card.organisation_id for pk, card in cards.items()}


def _sites_with(rows: Sequence[NewAnswer], shared: _Wave, actor: Actor, at: datetime) -> Mapping[str, tuple[int, int]]:
    """The sites that are known, and those the file names besides, made at the organisation that asks."""
    sites, home = dict(shared.sites), shared.survey.organisation_id
    for name in dict.fromkeys(shown(row.site).strip()[:200] for row in rows):
        if name and name.lower() not in sites:
            made = making.create_site(organisation_id=home, name=name, actor=actor, at=at)
            sites[name.lower()] = (made.pk, home)
    return sites


def _services(actor: Actor) -> dict[str, int]:
    return {service.name.lower(): service.pk for service in people.services(actor)}


def _survey(judged: str, actor: Actor, at: datetime) -> Survey:
    if judged.strip().lower() in {"", Judged.IT}:
        found = queries.default_survey(actor)
        return found or start_default_survey(actor=actor, at=at)
    services = _services(actor)
    service_id = services.get(judged.strip().lower())
    if service_id is None:
        raise UnknownService(f"There is no service called {judged!r}. Say it, or one of: {', '.join(services)}.")
    return start_default_survey(service_id=service_id, actor=actor, at=at)


def _read(rows: Sequence[NewAnswer], shared: _Wave) -> tuple[list[Answer], list[RefusedAnswer]]:
    answers, refused = [], []
    for row in rows:
        try:
            answers.append(_answer(row, shared))
        except (rules.NotAScore, LookupError) as error:
            refused.append(RefusedAnswer(row.line, str(error.args[0])))
    return answers, refused


def _answer(row: NewAnswer, shared: _Wave) -> Answer:
    score = rules.read_score(row.score, first=shared.scale[0], last=shared.scale[1])
    strange = shared.strange_sites == Strange.NOT_KNOWN and row.site.strip().lower() not in shared.sites
    site_id, organisation_id = (None if strange else _named(row.site, shared.sites, "site")) or (None, None)
    service_id = _named(row.service, shared.services, "service") or shared.survey.service_id
    by_name = row.person_id is not None and not shared.anonymous
    if by_name and organisation_id is None:
        organisation_id = shared.homes.get(row.person_id or 0)
    mode = Mode.NAMED if by_name else Mode.ANONYMOUS if shared.anonymous else Mode.CONFIDENTIAL
    return Answer(
        survey=shared.survey,
        version=shared.version,
        person_id=row.person_id if by_name else None,
        organisation_id=organisation_id,
        site_id=site_id,
        service_id=service_id,
        services=[service_id] if service_id else [],
        stratum=rules.stratum_of(site_id, service_id) if service_id else "",
        facets={"group": row.group.strip()[:40]} if row.group.strip() and not shared.anonymous else {},
        weight=row.weight,
        month=rules.month_of_wave(shared.name, answered_on=row.answered_on, otherwise=shared.otherwise),
        score=score,
        reasons=list(row.reasons),
        words=row.words.strip()[:4000],
        how=shared.how,
        mode=mode,
        wave=shared.name,
        answered_on=row.answered_on or shared.otherwise,
        source_key=_hashed(shared.survey, row.source_key),
    )


def _named(name: str, known: Mapping[str, Any], kind: str) -> Any:
    if not name.strip():
        return None
    try:
        return known[name.strip().lower()]
    except KeyError:
        raise LookupError(f"There is no {kind} called {name.strip()[:60]!r}. Import it first.") from None


def _hashed(survey: Survey, key: str) -> str:
    """A source key as a hash under the installation's secret, so that it leads nobody back to a person."""
    return salted_hmac("surveys.source", f"{survey.pk}:{key.strip()}").hexdigest() if key.strip() else ""


def _known(survey: Survey, keys: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        found |= set(Answer.objects.filter(survey=survey, source_key__in=some).values_list("source_key", flat=True))
    return found


def _first_of_each(answers: object) -> list[Answer]:
    """Rows without a source key all count; of those with the same one the first."""
    seen: set[str] = set()
    kept = []
    for one in answers:  # type: ignore[attr-defined]
        if one.source_key not in seen:
            kept.append(one)
        if one.source_key:
            seen.add(one.source_key)
    return kept


def _counted(answers: list[Answer]) -> tuple[Counted, ...]:
    alike = Counter(
        (
            *(a.survey_id, a.month, a.how, a.organisation_id, a.site_id, a.service_id, a.stratum, a.score),
            rules.facet_pairs(a.facets),
        )
        for a in answers
    )
    return tuple(
        Counted(*same, n, used=(same[5],) if same[5] else (), facets=facets)  # type: ignore[arg-type,call-arg,misc]
        for (*same, facets), n in alike.items()
    )
