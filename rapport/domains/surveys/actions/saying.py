"""The open page of a survey: opened, closed, carried elsewhere, and the answers that people volunteer on it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from rapport.domains.surveys import events, queries, rules
from rapport.domains.surveys.actions.answering import TooManyWords
from rapport.domains.surveys.models import Answer, SayPage, Survey, SurveyVersion
from rapport.domains.surveys.types import Counted, How, Mode
from rapport.foundation import audit
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.events import publish

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread from a poster
KEY = 10
MOST_ORIGINS = 20


class WrongOrigin(ValueError):
    """An address cannot carry the snippet; the text says why. Nothing was changed."""


class SaidBefore(Exception):
    """The same form was sent before; its answer is kept once."""


@transaction.atomic
def open_say_page(*, survey_id: int, actor: Actor, at: datetime) -> SayPage:
    """Let everybody answer on an open page; opened again it has the address it had, so that posters stay true."""
    actor.require("surveys.send")
    survey = queries.survey(actor, survey_id)
    fresh = {"key": "".join(secrets.choice(ALPHABET) for _ in range(KEY)), "opened_at": at}
    page, _ = SayPage.objects.select_for_update().get_or_create(survey=survey, defaults=fresh)
    page.closed_at = None
    page.save(update_fields=["closed_at"])
    _record("say_page.opened", survey, actor, at)
    return page


@transaction.atomic
def close_say_page(*, survey_id: int, actor: Actor, at: datetime) -> None:
    """Nobody answers there any more; what was said is kept."""
    actor.require("surveys.send")
    survey = queries.survey(actor, survey_id)
    SayPage.objects.filter(survey=survey, closed_at__isnull=True).update(closed_at=at)
    _record("say_page.closed", survey, actor, at)


@transaction.atomic
def allow_origins(*, survey_id: int, origins: Sequence[str], actor: Actor, at: datetime) -> list[str]:
    """Which pages elsewhere may carry the snippet, as `https://intranet.example`; only these are answered."""
    actor.require("surveys.send")
    survey = queries.survey(actor, survey_id)
    plain = list(dict.fromkeys(_origin(one) for one in origins if one.strip()))
    if len(plain) > MOST_ORIGINS:
        raise WrongOrigin(f"At most {MOST_ORIGINS} addresses. Nothing was changed.")
    SayPage.objects.filter(survey=survey).update(origins=plain)
    audit.record(
        "say_page.origins", actor=actor, subject_kind="survey", subject_id=survey.pk, at=at, fields=["origins"]
    )
    return plain


@transaction.atomic
def say(*, key: str, form_key: str, score: object, words: str = "", at: datetime, actor: Actor = NOBODY) -> None:
    """Take an answer nobody was asked for: no person, no time but the day, once for each form that was opened.

    Raises NotFound, NotAScore, TooManyWords or SaidBefore. No act, no line in the audit log.
    """
    page = queries.open_page(actor, key)
    version = SurveyVersion.objects.filter(survey_id=page.survey_id).latest("number")
    spoken = version.wording[rules.language_of(version.wording, "en")]
    first, last = rules.lead_scale(page.survey.kind, spoken)
    read = rules.read_on_scale(score, first=first, last=last)
    if len(words) > rules.MOST_WORDS:
        raise TooManyWords
    day = localtime(at).date()
    service = page.survey.service_id
    given = Answer(
        survey_id=page.survey_id,
        version=version,
        service_id=service,
        services=[service] if service else [],
        month=day.replace(day=1),
        score=read,
        words=words.strip(),
        how=How.VOLUNTEERED,
        mode=Mode.CONFIDENTIAL,
        answered_on=day,
        source_key=f"said:{form_key}"[:64],
    )
    try:
        with transaction.atomic():
            given.save()
    except IntegrityError:
        raise SaidBefore from None
    publish(events.AnswersCounted(counts=(_counted(given),)))


def _counted(given: Answer) -> Counted:
    return Counted(
        given.survey_id, given.month, given.how, None, None, given.service_id, "", given.score, answered=1,
        used=tuple(given.services),
    )  # fmt: skip


def _origin(raw: str) -> str:
    parts = urlsplit(raw.strip().rstrip("/"))
    local = parts.hostname in {"localhost", "127.0.0.1"}
    if parts.scheme not in ({"https", "http"} if local else {"https"}) or not parts.hostname:
        raise WrongOrigin(f"{raw.strip()[:60]!r} is not an address like https://intranet.example.")
    if parts.path or parts.query or parts.fragment or parts.username:
        raise WrongOrigin(f"Only scheme and name, without a path: https://{parts.hostname}")
    try:
        port = parts.port
    except ValueError:
        raise WrongOrigin(f"{raw.strip()[:60]!r} has no usable port.") from None
    return f"{parts.scheme}://{parts.hostname}" + (f":{port}" if port else "")


def _record(verb: str, survey: Survey, actor: Actor, at: datetime) -> None:
    audit.record(verb, actor=actor, subject_kind="survey", subject_id=survey.pk, at=at)
