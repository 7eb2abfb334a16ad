"""Two years of tickets: who asks what, who answers, what is asked again, handed on, promised and kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from rapport.domains.ledger.types import ENDS, REOPENS
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo import office_topics as words
from rapport.interfaces.cli.demo.calendar import some_moment, worked_on, working
from rapport.interfaces.cli.demo.people_then import Everybody
from rapport.interfaces.cli.demo.script import Part, Pledge, Said, Script, Story
from rapport.interfaces.cli.demo.topics import ON_SITE, Topic

TICKETS = 2540
DAYS = 700
TOPICS = {**ON_SITE, **words.IN_OFFICE}
KEPT = 0.97
CHANNELS = ("mail", "portal", "phone")


def tell_tickets(story: Story, lot: Random, everybody: Everybody, at: datetime) -> None:
    """Fill in the tickets of everybody whom the story does not name, as they stand at the moment it is told."""
    for number in range(TICKETS):
        script = _ticket(number, lot, everybody, at)
        if script.opened_at > at - timedelta(hours=2):
            continue
        now = script.until(at)
        # What still waits for the team on the front page is written by hand, so that it reads like a morning.
        if now.solved_at is None and n.TEAM_OF[now.service] == n.SITES_TEAM:
            continue
        story.scripts.append(now)


def _ticket(number: int, lot: Random, everybody: Everybody, at: datetime) -> Script:
    today = at.date()
    # A few more each month: people who were helped ask again.
    back = int(DAYS * (1 - lot.random() ** 0.82)) + 1
    day = today - timedelta(days=back)
    asker = everybody.somebody(lot, day)
    service = lot.choice(asker.services)
    topic = _topic(lot, service, asker.language)
    opened = some_moment(lot, day, day + timedelta(days=4))
    return Teller(lot, everybody, asker, service, topic, progress=1 - back / DAYS).tell(f"demo-{number:05}", opened)


def _topic(lot: Random, service: str, language: str) -> Topic:
    known = TOPICS[service]
    own = [topic for topic in known if topic.language == language]
    if language != "en" and own and lot.random() < 0.6:
        return lot.choice(own)
    english = [topic for topic in known if topic.language == "en"]
    return lot.choices(english, weights=[topic.weight for topic in english])[0]


class Teller:
    """Tells one ticket from its first word to its last."""

    def __init__(
        self, lot: Random, everybody: Everybody, asker: Part, service: str, topic: Topic, *, progress: float
    ) -> None:
        self.lot, self.asker, self.service, self.topic, self.progress = lot, asker, service, topic, progress
        self.everybody = everybody
        self.helper = lot.choices(n.DESK[n.TEAM_OF[service]], weights=(5, 4, 3, 1)[: len(n.DESK[n.TEAM_OF[service]])])[
            0
        ]
        self.variant = lot.randrange(len(topic.subjects))
        self.said: list[Said] = []
        self.pledges: list[Pledge] = []
        self.place = asker.site or "home"

    def tell(self, key: str, opened: datetime) -> Script:
        """The whole ticket."""
        self.place = self.everybody.site_of(self.asker, opened.date()) or "home"
        channel = self.lot.choices(CHANNELS, weights=(64, 24, 12))[0]
        self._theirs(opened, self._filled(self._one_of(self.topic.opening)), channel)
        done = self._middle(opened)
        self._ours(done, self._answer(self._one_of(self.topic.ending)))
        if self._chance(0.1):
            done = self._again(done)
        if self._chance(0.2):
            self._theirs(worked_on(done, self.lot.uniform(0.2, 5)), self._thanks())
        ordered = tuple(sorted(self.said, key=lambda one: one.at))
        return Script(
            key=key,
            asker=self.asker.email,
            service=self.service,
            subject=self._one_of(self.topic.subjects),
            said=ordered,
            kind=self.topic.kind,
            priority=self.lot.choices((1, 2, 3, 4), weights=(2, 14, 70, 14))[0],
            assignee=self.helper,
            solved_at=done,
            site=self.place if self.asker.site else "",
            pledges=tuple(self.pledges),
        )

    def _middle(self, opened: datetime) -> datetime:
        """From the first word to the moment it is done."""
        slow = 1.25 - 0.4 * self.progress
        hours = self.topic.hours * slow * self.lot.lognormvariate(0, 0.75)
        first = worked_on(opened, min(hours * 0.4, self.lot.expovariate(1 / 0.9) + 0.05))
        self._ours(first, self._first_word())
        done = worked_on(first, max(hours, 0.3))
        if self._chance(0.4):
            asked = self._between(first, done, 0.1, 0.3)
            self._ours(asked, self._one_of(self.topic.ask))
            self._theirs(self._between(asked, done, 0.2, 0.5), self._filled(self._one_of(self.topic.reply)))
        if self._chance(0.45):
            self._promise(first, done)
        self._turns(first, done)
        return done

    def _turns(self, first: datetime, done: datetime) -> None:
        """What does not happen each time: a hand-over, a question in between, a call, a visit, a note."""
        if self._chance(0.12 - 0.05 * self.progress):
            self._hand_over(self._between(first, done, 0.3, 0.6))
        if self._chance(0.1):
            self._theirs(self._between(first, done, 0.5, 0.8), self.lot.choice(words.ANY_NEWS))
        if self._chance(0.13):
            self._call(self._between(first, done, 0.3, 0.9))
        if self.topic.visit and self._chance(0.3):
            self._ours(self._between(first, done, 0.7, 0.95), self.lot.choice(words.VISITED), "visit", minutes=45)
        if self._chance(0.2):
            note = self._filled(self.lot.choice(words.NOTES))
            self.said.append(Said(self._between(first, done, 0.2, 0.9), "note", self.helper, note, "portal"))

    def _call(self, at: datetime) -> None:
        minutes = self.lot.randrange(2, 14)
        if self._chance(0.4):
            self._theirs(at, self.lot.choice(words.THEY_CALLED), "phone", minutes)
        else:
            planned = self._chance(0.1 + 0.3 * self.progress)
            self._ours(at, self.lot.choice(words.CALLED), "phone", planned=planned, minutes=minutes)

    def _hand_over(self, at: datetime) -> None:
        others = [who for who in n.DESK[n.TEAM_OF[self.service]] if who != self.helper]
        before, self.helper = self.helper, self.lot.choice(others)
        name = next(one.name for one in n.STAFF if one.email == before).split()[0]
        self._ours(at, self._answer(self.lot.choice(words.HANDED).format(other=name)))

    def _again(self, done: datetime) -> datetime:
        """It came back."""
        told = worked_on(done, self.lot.uniform(1, 9))
        self.said[-1] = replace(self.said[-1], turn=ENDS)
        self._theirs(told, self.lot.choice(words.AGAIN))
        self.said[-1] = replace(self.said[-1], turn=REOPENS)
        looked = worked_on(told, self.lot.uniform(0.3, 3))
        self._ours(looked, self._answer(self.lot.choice(words.ONCE_MORE)))
        solved = worked_on(looked, self.topic.hours * self.lot.uniform(0.3, 1))
        self._ours(solved, self._answer(self.lot.choice(words.DONE_AT_LAST)))
        return solved

    def _promise(self, made: datetime, done: datetime) -> None:
        kept = self._chance(KEPT - 0.06 * (1 - self.progress))
        length = done - made
        due = done + length * self.lot.uniform(0.05, 0.5) if kept else made + length * self.lot.uniform(0.4, 0.85)
        due = due.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1) if kept else due
        if due > made:
            text = f"An answer: {self._one_of(self.topic.subjects)}"
            self.pledges.append(Pledge(self.helper, text, made, due, done))

    def _one_of(self, texts: tuple[str, ...]) -> str:
        """The text that belongs to the subject: the lists of a topic run side by side."""
        return texts[min(self.variant, len(texts) - 1)]

    def _theirs(self, at: datetime, text: str, channel: str = "mail", minutes: int | None = None) -> None:
        spoken = self.lot.randrange(2, 9) if channel == "phone" and minutes is None else minutes
        self.said.append(Said(at, "theirs", self.asker.email, text, channel, minutes=spoken))

    def _ours(
        self, at: datetime, text: str, channel: str = "mail", *, planned: bool = False, minutes: int | None = None
    ) -> None:
        self.said.append(Said(at, "ours", self.helper, text, channel, planned, minutes))

    def _first_word(self) -> str:
        when = self.lot.choice(("before noon", "this afternoon", "tomorrow morning", "within two hours"))
        return self._answer(self.lot.choice(words.FIRST_WORD[self.topic.language]).format(when=when))

    def _answer(self, text: str) -> str:
        greeting = self.lot.choice(words.GREETING[self.topic.language]).format(first=self.asker.name.split()[0])
        return f"{greeting}\n\n{self._filled(text)}"

    def _thanks(self) -> str:
        name = next(one.name for one in n.STAFF if one.email == self.helper)
        return self.lot.choice(words.THANKS[self.topic.language]).format(helper=name.split()[0])

    def _filled(self, text: str) -> str:
        other = self.lot.choice(("Mill Lane", "Airport Link", "Harbour Road"))
        few = self.lot.choice(("three", "four", "six"))
        return text.format(place=self.place, other=other, few=few, number=self.lot.randrange(110, 989))

    def _between(self, first: datetime, last: datetime, low: float, high: float) -> datetime:
        found = first + (last - first) * self.lot.uniform(low, high)
        morning = working(found)  # nobody writes at night when the morning is early enough
        return morning if morning < last else found

    def _chance(self, share: float) -> bool:
        return self.lot.random() < share
