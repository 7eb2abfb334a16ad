"""Looking back on a sequence: what both sides keep and change, what was agreed, and once: was it worth it?"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from rapport.domains.ledger.actions.recording import record_traces
from rapport.domains.ledger.models import Episode, LookBack, LookBackWords, Sequence, SequenceEpisode, Worth
from rapport.domains.ledger.models.looking_back import in_reach_of
from rapport.domains.ledger.queries.changing import sequence_to_change
from rapport.domains.ledger.queries.worth import PURPOSE, linked_worth
from rapport.domains.ledger.types import Direction, NewTrace, SequenceKind
from rapport.domains.people import queries as people
from rapport.foundation import audit, links, postroom, tokens
from rapport.foundation.actors import NOBODY, Actor, NotAllowed, NotFound

WORDING = "Was it worth it?"
FRESH = timedelta(days=14)
OPEN_FOR = timedelta(days=60)
LONGEST = 2000
TO_CHOOSE = tuple(range(1, 8))


class NothingWritten(ValueError):
    """Neither what to keep nor what to change was written; what stood there before stays."""


class NotAScore(ValueError):
    """The answer is a number from 1 to 7; nothing was kept."""


@transaction.atomic
def prepare_look_back(*, sequence_id: int, sender: tuple[str, str] | None, actor: Actor, at: datetime) -> int:
    """Make the page of a sequence that ended, ask its people once whether it was worth it; how many were asked.

    The question stands on the page and, with a `sender`, in one closing letter each; nobody is reminded, and nobody
    gets a letter about what ended more than two weeks ago, as imported sequences did. Doing it again asks nobody
    again. Who does not want to be asked is not asked.
    """
    sequence = sequence_to_change(actor, sequence_id)
    page, _ = LookBack.objects.get_or_create(sequence=sequence)
    if sequence.ended_at is None or page.ready_at is not None:
        return 0
    page.ready_at = at
    page.save(update_fields=["ready_at"])
    asked = _people_of(sequence)
    Worth.objects.bulk_create(
        [Worth(sequence=sequence, person_id=one, wording=WORDING, asked_at=at) for one in asked], ignore_conflicts=True
    )
    if sender is not None and at - sequence.ended_at <= FRESH:
        _write_to(asked, sequence, page, sender, actor=actor, at=at)
    audit.record("sequence.looked_back_on", actor=actor, subject_kind="sequence", subject_id=sequence.pk, at=at)
    return len(asked)


def _people_of(sequence: Sequence) -> list[int]:
    """Those it was for, who may be asked."""
    places = SequenceEpisode.objects.filter(sequence=sequence).values("episode_id")
    rows = Episode.objects.filter(pk__in=places, person__unnamed=False, person__left_at__isnull=True)
    rows = rows.filter(person__opted_out_at__isnull=True)
    return sorted(set(rows.values_list("person_id", flat=True)))


def _write_to(
    asked: list[int], sequence: Sequence, page: LookBack, sender: tuple[str, str], *, actor: Actor, at: datetime
) -> None:
    cards = people.names(actor, asked)
    reached = [cards[one] for one in asked if one in cards and cards[one].address]
    refs: list[tuple[int | None, str]] = [(card.id, f"sequence {sequence.pk}") for card in reached]
    given = links.issue_many(PURPOSE, refs=refs, expires_at=at + OPEN_FOR, at=at)
    zone = ZoneInfo(sequence.organisation.zone)
    said = {
        "desk": sender[0],
        "sequence": sequence.name,
        "kind": sequence.kind,
        "wording": WORDING,
        "ended_on": (sequence.ended_at or at).astimezone(zone).date().isoformat(),
        "owner": page.owner.name if page.owner else "",
        "page": f"{settings.BASE_URL}/together/{page.key}/",
    }
    letters = [
        postroom.NewLetter(
            kind="sequence",
            data=said | {"name": card.name, "link": f"{settings.BASE_URL}/worth/{token}"},
            to=[(card.name, card.address)],
            sender=sender,
            subject="",  # worded by the letter, in the language of whoever reads it
            message_id=postroom.new_message_id(tokens.thread_token("sequence", sequence.pk)),
            organisation_id=sequence.organisation_id,
            ref=("sequence", sequence.pk),
            language=card.language or sequence.organisation.language,
            automatic=True,
        )
        for card, token in zip(reached, given, strict=True)
    ]
    postroom.post(letters, at=at)
    traces = [NewTrace(card.id, "look back", at, ("sequence", sequence.pk)) for card in reached]
    record_traces(traces, actor=actor, at=at)


@transaction.atomic
def write_words(*, sequence_id: int, keep: str, change: str, shown: bool, actor: Actor, at: datetime) -> LookBackWords:
    """What the actor keeps and changes; written again it takes the place of what stood there. Both empty: refused."""
    keep, change = keep.strip()[:LONGEST], change.strip()[:LONGEST]
    if not (keep or change):
        raise NothingWritten(NothingWritten.__doc__)
    sequence = _to_write_on(sequence_id, actor)
    page, _ = LookBack.objects.get_or_create(sequence=sequence)
    row, _ = LookBackWords.objects.update_or_create(
        look_back=page,
        person_id=actor.person_id or 0,
        defaults={"side": _side(actor, sequence), "keep": keep, "change": change, "shown": shown, "at": at},
    )
    return row


@transaction.atomic
def agree(*, sequence_id: int, agreed: str, actor: Actor, at: datetime) -> None:
    """What both sides agreed, in the words of whoever owns it."""
    page = _to_own(sequence_id, actor)
    page.agreed = agreed.strip()[:LONGEST]
    page.save(update_fields=["agreed"])
    audit.record("sequence.agreed", actor=actor, subject_kind="sequence", subject_id=sequence_id, at=at)


@transaction.atomic
def lead_on(*, sequence_id: int, following_id: int | None, actor: Actor, at: datetime) -> None:
    """Say which sequence goes on from here, or that none does."""
    page = _to_own(sequence_id, actor)
    if following_id is not None:
        reachable = in_reach_of(actor).filter(pk=following_id, organisation_id=page.sequence.organisation_id)
        if following_id == sequence_id or not reachable.exists():
            raise NotFound("sequence")
    page.following_id = following_id
    page.save(update_fields=["following"])
    audit.record("sequence.led_on", actor=actor, subject_kind="sequence", subject_id=sequence_id, at=at)


@transaction.atomic
def put_away(*, sequence_id: int, actor: Actor, at: datetime) -> None:
    """The owner has looked back: it does not stand on Today any more."""
    page = _to_own(sequence_id, actor)
    page.put_away_at = at
    page.save(update_fields=["put_away_at"])


@transaction.atomic
def say_worth(*, sequence_id: int, score: int, actor: Actor, at: datetime) -> Worth:
    """The actor's own answer, once they were asked; given again it changes theirs."""
    row = Worth.objects.select_for_update().filter(
        sequence_id=sequence_id, person_id__in=actor.reach.person_ids if actor.is_person else ()
    )
    return _answered(row.order_by("pk").first(), score, at)


@transaction.atomic
def say_worth_by_link(*, token: str, score: int, actor: Actor = NOBODY, at: datetime) -> Worth:
    """The same by the link of the closing letter; raises WrongLink or NotAScore before anything is kept."""
    found = linked_worth(actor, token, at=at)
    return _answered(Worth.objects.select_for_update().get(pk=found.pk), score, at)


def _answered(row: Worth | None, score: int, at: datetime) -> Worth:
    if row is None:
        raise NotFound("sequence")
    if score not in TO_CHOOSE:
        raise NotAScore(NotAScore.__doc__)
    row.score, row.answered_at = score, at
    row.save(update_fields=["score", "answered_at"])
    return row


def _to_write_on(sequence_id: int, actor: Actor) -> Sequence:
    found = in_reach_of(actor).filter(pk=sequence_id).first() if actor.is_person else None
    if found is None or (not actor.staff and not _is_theirs(actor, found)):
        raise NotFound("sequence")
    return found


def _is_theirs(actor: Actor, sequence: Sequence) -> bool:
    places = SequenceEpisode.objects.filter(sequence=sequence, episode__person_id__in=actor.reach.person_ids)
    return places.exists()


def _side(actor: Actor, sequence: Sequence) -> str:
    """Whoever it was for speaks for their side, also where they serve elsewhere."""
    return Direction.THEIRS if not actor.staff or _is_theirs(actor, sequence) else Direction.OURS


def _to_own(sequence_id: int, actor: Actor) -> LookBack:
    """The page of a sequence, locked, for its owner and those who may change sequences."""
    sequence = in_reach_of(actor).filter(pk=sequence_id).exclude(kind=SequenceKind.SERVICE).first()
    if sequence is None:
        raise NotFound("sequence")
    page, _ = LookBack.objects.select_for_update(of=("self",)).get_or_create(sequence=sequence)
    if not (actor.reach.may("people.write") or (actor.staff and page.owner_id == actor.person_id)):
        raise NotAllowed("people.write")
    return page
