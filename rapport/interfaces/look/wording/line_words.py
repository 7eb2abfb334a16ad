"""What the line and the list behind it say: in our words for staff, in theirs for those we serve, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapport.interfaces.look.wording import moments
from rapport.interfaces.look.wording.german import days as german_days
from rapport.interfaces.look.wording.german import small as german_small
from rapport.interfaces.look.wording.words import count, small

GERMAN_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


@dataclass(frozen=True)
class LineWords:
    """The vocabulary of one line; what is in braces is filled in, counted things are (one, several)."""

    matter: str = "Episode"
    matters: tuple[str, str] = ("episode", "episodes")
    acts: tuple[str, str] = ("act", "acts")
    begins: str = "Sequence begins: {name}"
    since: str = "{their} and {ours} since {month}"
    both: str = "{theirs} of {whose}, {ours} of ours"
    whose: str = "theirs"
    more_open: str = "{many} open"
    newest: str = ", newest: {name}"
    and_more: str = "{name} and {many} more"
    open: str = "open"
    until: str = "until {day}"
    open_again: str = "open again"
    until_again: str = "until {day}, opened again"
    promise: str = "Promise, {standing}: {label}"
    standings: tuple[tuple[str, str], ...] = ()
    answer: str = "Answer: {said}"
    before: str = ", before that {scores}"
    last_answer: str = "the last answer was {said}"
    answers: str = "answers {said}"
    ahead: str = "{what} planned for {day}"
    contact: str = "contact"
    coming: str = "ahead"
    planned: tuple[str, str] = ("no", "yes")
    of: str = "of"
    language: str = "en"

    def counted(self, many: int, of_what: tuple[str, str]) -> str:
        """A count as this language writes it: 3 acts, 1.204 Nachrichten oder Besuche."""
        said = count(many, *of_what)
        return said.replace(",", ".") if self.language == "de" else said

    def small(self, many: int) -> str:
        """A count as a word: three, drei."""
        return german_small(many) if self.language == "de" else small(many)

    def day(self, on: date, *, today: date | None = None) -> str:
        """Day and month: 8 Oct, 8. Okt."""
        return (german_days if self.language == "de" else moments).short_day(on, today=today)

    def month(self, on: date) -> str:
        """A month written out."""
        return f"{GERMAN_MONTHS[on.month - 1]} {on.year}" if self.language == "de" else moments.month(on)

    def months(self) -> tuple[str, ...]:
        """The short names below the line."""
        return german_days.MONTHS if self.language == "de" else moments.MONTHS

    def sides(self, theirs: int, ours: str) -> str:
        """Acts of both sides in one phrase."""
        return self.both.format(theirs=self.counted(theirs, self.acts), whose=self.whose, ours=ours)

    def standing(self, standing: str) -> str:
        """How a promise stands."""
        return dict(self.standings).get(standing, standing)


FOR_STAFF = LineWords()
THEIRS = LineWords(
    matter="Matter",
    matters=("matter", "matters"),
    acts=("word or visit", "words and visits"),
    begins="Our work together begins: {name}",
)
YOURS = LineWords(
    matter=THEIRS.matter,
    matters=THEIRS.matters,
    acts=THEIRS.acts,
    begins=THEIRS.begins,
    whose="yours",
)
YOURS_IN_GERMAN = LineWords(
    matter="Anliegen",
    matters=("Anliegen", "Anliegen"),
    acts=("Nachricht oder Besuch", "Nachrichten und Besuche"),
    begins="Unsere gemeinsame Arbeit beginnt: {name}",
    since="{their} und {ours} seit {month}",
    whose="Ihnen",
    both="{theirs} von {whose}, {ours} von uns",
    more_open="{many} offen",
    newest=", zuletzt: {name}",
    and_more="{name} und {many} mehr",
    open="offen",
    until="bis {day}",
    open_again="wieder offen",
    until_again="bis {day}, wieder geöffnet",
    promise="Zusage, {standing}: {label}",
    standings=(("kept", "gehalten"), ("open", "offen"), ("at risk", "gefährdet"), ("broken", "nicht gehalten")),
    answer="Antwort: {said}",
    before=", davor {scores}",
    last_answer="die letzte Antwort war {said}",
    answers="Antworten {said}",
    ahead="{what} geplant für {day}",
    contact="Kontakt",
    coming="geplant",
    planned=("nein", "ja"),
    of="von",
    language="de",
)
