"""Sending a sample: invitations spread over working mornings, letters in sets, one reminder."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import NewTrace
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.domains.surveys import events, queries, rules
from rapport.domains.surveys.actions import pacing
from rapport.domains.surveys.actions.drawing import begin_rest
from rapport.domains.surveys.models import AskRule, FrameRow, Invitation, Sample, SurveyVersion
from rapport.domains.surveys.types import Mode, Rest
from rapport.foundation import audit, links, postroom, tokens
from rapport.foundation import events as foundation_events
from rapport.foundation.actors import NOBODY, Actor, NotFound

IN_A_SET = 100
PURPOSE = "answer"


class SampleSentBefore(Exception):
    """The invitations of this sample are under way already."""


@transaction.atomic
def send_sample(
    *,
    sample_id: int,
    until: date | None = None,
    ends_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> int:
    """Make an invitation for everyone drawn, each due on a working morning where the person is; returns how many.

    They leave over the month, or `until` a day; before a change the links end on its day, `ends_on`.
    """
    actor.require("surveys.send")
    sample = (
        Sample.objects.in_reach_of(actor)
        .select_related("survey")
        .select_for_update(of=("self",))
        .filter(pk=sample_id)
        .first()
    )
    if sample is None:
        raise NotFound
    if sample.sent_at is not None:
        raise SampleSentBefore
    invitations = _made(sample, actor, at, (until, ends_on))
    sample.sent_at = at
    sample.save(update_fields=["sent_at"])
    audit.record("sample.sent", actor=actor, subject_kind="sample", subject_id=sample.pk, at=at)
    return invitations


def send_due(*, actor: Actor, at: datetime, limit: int = IN_A_SET) -> int:
    """Send one set of invitations whose morning has come; returns how many were looked at."""
    actor.require("surveys.send")
    with transaction.atomic():
        due = list(_locked(Invitation.objects.to_send(at).order_by("send_at", "pk"), limit))
        held = pacing.held_back([i for i in due if _can_be_asked(i)], actor=actor, at=at)
        going = [i for i in due if _can_be_asked(i) and i.pk not in held]
        stopped = [i.pk for i in due if not _can_be_asked(i)]
        Invitation.objects.filter(pk__in=stopped).update(declined_at=at)
        Invitation.objects.filter(pk__in=[i.pk for i in going]).update(sent_at=at)
        pacing._catch_up(going, at=at)
        _post(going, actor=actor, at=at, reminder=False)
        for (rest, days), persons in _by_rest(going).items():
            begin_rest(person_ids=persons, since=at.date(), rest_days=days, rest=rest, actor=actor, at=at)
    return len(due)


def remind_due(*, actor: Actor, at: datetime, limit: int = IN_A_SET) -> int:
    """Send one set of the single reminders that are part of the same ask; returns how many were looked at."""
    actor.require("surveys.send")
    with transaction.atomic():
        due = list(_locked(Invitation.objects.to_remind(at).order_by("remind_at", "pk"), limit))
        Invitation.objects.filter(pk__in=[i.pk for i in due]).update(reminded_at=at)
        _post([i for i in due if _can_be_asked(i)], actor=actor, at=at, reminder=True)
    return len(due)


def _made(sample: Sample, actor: Actor, at: datetime, days: tuple[date | None, date | None]) -> int:
    if sample.survey.default_mode == Mode.ANONYMOUS:
        from rapport.domains.surveys.actions.asking_anonymously import make_invitations  # it writes the same letters

        version = SurveyVersion.objects.filter(survey_id=sample.survey_id).latest("number")
        return make_invitations(sample=sample, version_id=version.pk, actor=actor, at=at)
    invitations = Invitation.objects.bulk_create(
        _with_facets(_invitations(sample, at, *days), actor, at), batch_size=500
    )
    foundation_events.publish(events.AnswersCounted(counts=rules.asked(invitations)))
    return len(invitations)


def _invitations(sample: Sample, at: datetime, until: date | None, ends_on: date | None) -> list[Invitation]:
    version = SurveyVersion.objects.filter(survey_id=sample.survey_id).latest("number")
    drawn = FrameRow.objects.filter(sample=sample, person__isnull=False)
    # In order of the draw's lot, not of the id, so that nobody is always the first to be asked.
    rows = sorted(
        drawn.select_related("organisation", "site"), key=lambda r: tokens.sign("order", f"{sample.seed}:{r.pk}")
    )
    if not rows:
        return []
    zones = [(row.site.zone if row.site else "") or row.organisation.zone for row in rows]
    start = max(localtime(at).date() + timedelta(days=1), sample.month)
    closed = frozenset(promises.default_calendar().holidays)
    spread = rules.days_until(until, start=start, holidays=closed) if until else None
    days = spread or rules.days_to_spread(sample.month, start=start, holidays=closed)
    timed = [rules.timed(moment, closed, ends_on) for moment in rules.morning_moments(zones, days=days)]
    return [_invitation(sample, version, row, times) for row, times in zip(rows, timed, strict=True)]


def _invitation(sample: Sample, version: SurveyVersion, row: FrameRow, times: dict[str, datetime]) -> Invitation:
    return Invitation(
        survey=sample.survey,
        version=version,
        sample=sample,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        site_id=row.site_id,
        service_id=row.service_id,
        services=row.services,
        stratum=row.stratum,
        month=sample.month,
        **times,
    )


def _with_facets(invitations: list[Invitation], actor: Actor, at: datetime) -> list[Invitation]:
    """Each with how its person was helped last; none where answers are anonymous, so that they lead to nobody."""
    asked = [i for i in invitations if i.person_id is not None and i.survey.default_mode != Mode.ANONYMOUS]
    found = queries.facets_of(actor, [i.person_id for i in asked if i.person_id is not None], at=at)
    around = _around(asked[0].sample) if asked else {}
    for one in asked:
        one.facets = found.get(one.person_id or 0, {}) | around
    return invitations


def _around(sample: Sample | None) -> dict[str, str]:
    """Whether a sample asks before or after a change, and which day parts the two; nothing for any other sample."""
    period, _, rule_id = (sample.wave if sample else "").partition(" ")
    change = AskRule.objects.filter(pk=rule_id).first() if rule_id.isdigit() else None
    return rules.wave_facet(period, change.on) if change and change.on else {}


def _locked(rows: object, limit: int) -> list[Invitation]:
    found = rows.select_for_update(of=("self",), skip_locked=True)  # type: ignore[attr-defined]
    joined = found.select_related(
        "survey__owner", "survey__service__owner", "version", "person", "sample", "site", "organisation"
    )
    return list(joined.prefetch_related("person__addresses")[:limit])


def _can_be_asked(invitation: Invitation) -> bool:
    person = invitation.person
    return person is not None and person.opted_out_at is None and bool(_address(invitation))


def _address(invitation: Invitation) -> str:
    person = invitation.person
    ordered = sorted(person.addresses.all() if person else [], key=lambda a: (a.verified_at is None, a.pk))
    return ordered[0].address if ordered else ""


def _by_rest(invitations: list[Invitation]) -> dict[tuple[Rest, int], list[int]]:
    found: dict[tuple[Rest, int], list[int]] = {}
    for one in invitations:
        rest = rules.rest_of(one.survey.kind, one.how)
        days = one.sample.rest_days if one.sample else rules.REST_DAYS[rest]
        if one.person_id is not None:
            found.setdefault((rest, days), []).append(one.person_id)
    return found


def _post(invitations: list[Invitation], *, actor: Actor, at: datetime, reminder: bool) -> None:
    if not invitations:
        return
    expires = max(i.expires_at for i in invitations)
    refs = [(i.person_id, f"invitation:{i.pk}") for i in invitations]
    made = links.issue_many(PURPOSE, refs=refs, expires_at=expires, at=at)
    brand = people.brand()
    # A notice is a trace; of anonymous surveys nothing is left beside the invitation itself.
    kind, told = (
        "reminder" if reminder else "invitation",
        (i for i in invitations if i.survey.default_mode != Mode.ANONYMOUS),
    )
    traces = [NewTrace(i.person_id, kind, at) for i in told if i.person_id is not None]
    if traces:
        ledger.record_traces(traces, actor=actor, at=at)
    postroom.post([_letter(i, token, brand, reminder) for i, token in zip(invitations, made, strict=True)], at=at)


def _letter(invitation: Invitation, token: str, brand: str, reminder: bool) -> postroom.NewLetter:
    person, survey = invitation.person, invitation.survey
    assert person is not None  # only those who can be asked get a letter
    wording = rules.wording_in(invitation.version.wording, person.language)
    link = f"{settings.BASE_URL}/answer/{token}"
    return postroom.NewLetter(
        kind="invitation",
        data={
            "name": "" if person.unnamed else person.name,
            "brand": brand,
            "question": wording.question,
            "low": wording.low,
            "high": wording.high,
            "points": list(wording.points),
            "how": invitation.how,
            "language": wording.language,
            "link": link,
            "unsubscribe_url": f"{link}/stop",
            "owner": queries.owner_name(NOBODY, invitation),
            "named": survey.default_mode == "named",
            "mode": survey.default_mode,
            "month": invitation.month.isoformat(),
            "drawn": invitation.sample.drawn if invitation.sample else 0,
            "rest_days": invitation.sample.rest_days if invitation.sample else rules.REST_DAYS[Rest.RELATIONAL],
            "reminder": reminder,
        },
        to=[(person.name, _address(invitation))],
        sender=(survey.sender_name or brand, survey.sender_address),
        subject="",  # whoever writes the letter says it in its language
        message_id=postroom.new_message_id(tokens.thread_token("invitation", invitation.pk)),
        organisation_id=invitation.organisation_id,
        bulk=True,
        ref=("invitation", invitation.pk),
        language=person.language or "en",
        priority=80,
    )
