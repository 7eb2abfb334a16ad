"""A filled place with one hidden mark, and those who want it: what each of them knows is given away beforehand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from rapport.domains.insights import actions as insights
from rapport.domains.people.models import Person, Use
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.models import AnonymousInvitation, Answer, Invitation
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import Mode
from rapport.foundation import jobs
from rapport.foundation.actors import Actor, system
from rapport.foundation.models import Letter
from tests.world import NOW, World

# The survey's and service's owner, the administrator, a lead, an agent, the contact of the client.
ATTACKERS = ("dev", "ines", "noor", "hugo", "ruth")
MARK = "Nobody dares to tell the crane driver that he is wrong"
SEPTEMBER = date(2026, 9, 1)
BEGUN = datetime(2026, 8, 31, 8, tzinfo=UTC)
SAID_AT = datetime(2026, 9, 25, 10, tzinfo=UTC)
Classes = tuple[int, int, int]


@dataclass
class Siege:
    """The world, the links by site, and which answers were given by name (their owner reads these anyway)."""

    world: World
    tokens: dict[str, list[str]] = field(default_factory=dict)

    @property
    def survey_id(self) -> int:
        """The survey of the small world, owned by Dev."""
        return self.world.survey_id

    def attackers(self) -> dict[str, Actor]:
        """Each by name."""
        return {name: self.world.cast.everybody[name] for name in ATTACKERS}

    def ask(self, sites: dict[str, int], *, alone: int | None = None) -> None:
        """Everybody at these sites is asked in September; but for so many alone, all use printing beside mail."""
        for name, count in sites.items():
            ids = asking.crowd(self.world.cast, count, site=name)
            both = [] if alone is None else ids[alone if name == next(iter(sites)) else 0 :]
            Use.objects.bulk_create(
                Use(person_id=pk, service=self.world.cast.printing, since=date(2025, 1, 1)) for pk in both
            )
        made = surveys.draw_sample(
            survey_id=self.survey_id, month=SEPTEMBER, size=sum(sites.values()), seed=5, actor=system(), at=BEGUN
        )
        surveys.send_sample(sample_id=made.sample_id or 0, actor=system(), at=BEGUN)
        while surveys.send_due(actor=system(), at=NOW):
            pass
        self.tokens = {name: self._tokens(name) for name in sites}

    def say(self, site: str, scores: Sequence[int], *, name: bool, words: str = "", at: datetime = SAID_AT) -> None:
        """The next people of a site answer, with their names or without."""
        for score in scores:
            token = self.tokens[site].pop(0)
            surveys.answer(token=token, score=score, words=words, leave_name_out=not name, at=at)
        jobs.run_all(at=NOW)

    def release(self, *, at: datetime = NOW) -> None:
        """Publish what is known."""
        insights.make_release(survey_id=self.survey_id, actor=system(), at=at)

    def known(self, site: str = "") -> Classes:
        """What the owner knows by name, of a site or of all of September and October."""
        rows = Answer.objects.filter(survey_id=self.survey_id, mode=Mode.NAMED)
        scores = rows.filter(site__name=site) if site else rows
        return _classes(list(scores.values_list("score", flat=True)))

    def _tokens(self, site: str) -> list[str]:
        ids = Invitation.objects.filter(site__name=site, survey_id=self.survey_id).order_by("pk")
        letters = {row.ref_id: row for row in Letter.objects.filter(kind="invitation", ref_kind="invitation")}
        return [letters[pk].data["link"].rsplit("/", 1)[1] for pk in ids.values_list("pk", flat=True)]


def anonymously(siege: Siege, *, many: int, words: str) -> list[int]:
    """So many people are asked anonymously and answer one after another; their persons in the order of answering."""
    asking.crowd(siege.world.cast, many, site="Quarry")
    survey = surveys.start_default_survey(name="Honestly?", mode=Mode.ANONYMOUS, actor=system(), at=BEGUN)
    made = surveys.draw_sample(survey_id=survey.pk, month=SEPTEMBER, size=many, seed=5, actor=system(), at=BEGUN)
    surveys.send_sample(sample_id=made.sample_id or 0, actor=system(), at=BEGUN)
    day = BEGUN
    while AnonymousInvitation.objects.filter(sent_on__isnull=True).exists():
        surveys.send_anonymous_due(actor=system(), at=day.replace(hour=8))
        day += timedelta(days=1)
    letters = Letter.objects.filter(ref_kind="anonymous_invitation").order_by("?")
    persons = dict(AnonymousInvitation.objects.values_list("pk", "person_id"))
    order = []
    for place, letter in enumerate(letters):
        token = letter.data["link"].rsplit("/", 1)[1]
        surveys.answer(token=token, score=place % 11, words=f"{words} {place}", at=SAID_AT)
        order.append(persons[letter.ref_id] or 0)
        if place % 7 == 6:
            surveys.move_sealed(actor=system(), at=SAID_AT)
    surveys.move_sealed(actor=system(), at=SAID_AT)
    jobs.run_all(at=NOW)
    return order


def person_behind(token: str) -> Person:
    """Who holds a link."""
    from rapport.domains.surveys import queries
    from rapport.foundation.actors import NOBODY

    found = Invitation.objects.select_related("person").get(pk=queries.invitation_id(NOBODY, token, at=SAID_AT))
    assert found.person is not None
    return found.person


def _classes(scores: Sequence[int]) -> Classes:
    by = Counter("low" if s < 7 else "middle" if s < 9 else "high" for s in scores)
    return by["low"], by["middle"], by["high"]
