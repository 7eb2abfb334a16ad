"""What stands behind the link of a closing letter: one episode, and what was tapped about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rapport.domains.ledger.models import Act, Episode, Reflection
from rapport.domains.ledger.types import Direction, QuestionsPage
from rapport.foundation import links
from rapport.foundation.actors import Actor

PURPOSE = "questions"


@dataclass(frozen=True)
class Linked:
    """Whom a link was sent to and when, and the episode of the act it came with."""

    person_id: int
    sent_at: datetime
    episode: Episode


def questions_by_link(viewer: Actor, token: str, *, at: datetime) -> QuestionsPage:
    """The page behind a link; looking at it changes and counts nothing. WrongLink where it does not open."""
    link = linked_episode(viewer, token, at=at)
    episode = link.episode
    said = Reflection.objects.filter(episode=episode, side=Direction.THEIRS, person_id=link.person_id).first()
    ended = episode.completed_at or episode.last_act_at
    return QuestionsPage(
        title=episode.title,
        ended_on=ended.astimezone(ZoneInfo(episode.organisation.zone)).date(),
        team=episode.team.name if episode.team else "",
        taps=said.taps() if said and said.answered_at else None,
    )


def linked_episode(viewer: Actor, token: str, *, at: datetime) -> Linked:
    """What a token leads to; the link names what was said about a reference at the moment it was sent."""
    del viewer  # whoever holds the link may answer by it
    link = links.read(token, PURPOSE, at)
    kind, _, ref_id = link.ref.rpartition(" ")
    person_id = link.person_id or 0
    said = Act.objects.filter(
        person_id=person_id, at=link.created_at, ref_kind=kind, ref_id=int(ref_id), direction=Direction.OURS
    )
    episode_id = said.order_by("-id").values_list("episode_id", flat=True).first() or 0
    episode = Episode.objects.filter(pk=episode_id).select_related("organisation", "team").first()
    if episode is None:
        raise links.WrongLink("What this link asked about is no longer here.")
    return Linked(person_id, link.created_at, episode)
