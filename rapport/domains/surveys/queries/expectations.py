"""What people expect of a service beside what they found: the zone of tolerance, item by item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapport.domains.surveys import rules
from rapport.domains.surveys.models import AnswerItem, Survey
from rapport.domains.surveys.queries.samples import survey
from rapport.domains.surveys.types import ExpectationItem, Level, Mode, Part, Question, SurveyKind
from rapport.foundation.actors import Actor, NotAllowed, NotFound
from rapport.measures import gaps

LEAST = 5


@dataclass
class _Heard:
    """What was answered to one part of one item: every number, and those of persons by name."""

    numbers: list[int] = field(default_factory=list)
    by_person: dict[int, int] = field(default_factory=dict)


Heard = Mapping[tuple[str, str], _Heard]


def expectation_pairs(viewer: Actor, survey_id: int) -> list[ExpectationItem]:
    """Each item of an expectation survey: the means adequate, desired and perceived with n, and the two gaps.

    The survey may be the one before or the one after; both are read, each by its newest wording that was answered, and
    an item that was worded otherwise in between is the same item only while it keeps its key. Persons are compared with
    themselves where at least five answered both by name, else the means of the groups. Below five nothing is shown.
    Raises NotFound where it asks for no expectations.
    """
    if not viewer.staff:
        raise NotAllowed("loyalty.read")
    viewer.require("loyalty.read")
    found = survey(viewer, survey_id)
    if found.kind != SurveyKind.EXPECTATION:
        raise NotFound
    questions = _questions(found)
    heard = _heard(questions)
    items: dict[str, Question] = {}
    for question in (one for ones in questions.values() for one in ones if one.item and one.part):
        items.setdefault(question.item, question)
    return [_item(key, question, heard) for key, question in items.items()]


def other_halves(viewer: Actor, survey_id: int) -> list[Survey]:
    """The surveys an expectation survey is compared with: the one it follows, else its followers, newest first."""
    found = survey(viewer, survey_id)
    if found.kind != SurveyKind.EXPECTATION:
        return []
    if found.follows_id:
        return [survey(viewer, found.follows_id)]
    return list(Survey.objects.in_reach_of(viewer).filter(follows_id=found.pk).order_by("-pk"))


def _questions(found: Survey) -> dict[int, list[Question]]:
    """The questions of both surveys by the version whose answers are read."""
    before = found.follows_id or found.pk
    both = Survey.objects.filter(pk=before) | Survey.objects.filter(follows_id=before)
    read: dict[int, list[Question]] = {}
    for one in both.order_by("follows_id", "pk"):
        answered = one.answers.order_by("-version__number").values_list("version_id", flat=True).first()
        version = one.versions.get(pk=answered) if answered else one.versions.latest("number")
        read[version.pk] = list(rules.wording_in(version.wording, "en").questions)
    return read


def _heard(questions: Mapping[int, list[Question]]) -> Heard:
    found: dict[tuple[str, str], _Heard] = defaultdict(_Heard)
    parts = {(version, one.key): (one.item, one.part) for version, ones in questions.items() for one in ones}
    rows = AnswerItem.objects.filter(answer__version__in=questions, number__isnull=False).order_by("pk")
    fields = ("answer__version_id", "key", "number", "answer__person_id", "answer__mode")
    for version, key, number, person, mode in rows.values_list(*fields):
        place = found[parts.get((version, key), ("", ""))]
        place.numbers.append(number)
        if mode == Mode.NAMED and person is not None:
            place.by_person[person] = number  # the later one stands
    return found


def _item(key: str, question: Question, heard: Heard) -> ExpectationItem:
    least, most, seen = (heard.get((key, part), _Heard()) for part in (Part.ADEQUATE, Part.DESIRED, Part.PERCEIVED))
    levels = [_level(one) for one in (least, most, seen)]
    adequate, desired, perceived = (level.mean for level in levels)
    compared = _compared(least, most, seen)
    adequacy, superiority, low, high, paired = compared or (*_between(adequate, desired, perceived), None, None, 0)
    return ExpectationItem(
        key=key,
        dimension=question.dimension,
        text=question.text.partition(":")[0],
        adequate=levels[0],
        desired=levels[1],
        perceived=levels[2],
        adequacy_gap=adequacy,
        superiority_gap=superiority,
        low=low,
        high=high,
        tolerated=_tolerated(adequate, desired, perceived),
        paired=paired,
    )


def _tolerated(adequate: float | None, desired: float | None, perceived: float | None) -> bool | None:
    if adequate is None or desired is None or perceived is None:
        return None
    return adequate <= perceived <= desired


def _level(heard: _Heard) -> Level:
    n = len(heard.numbers)
    return Level(sum(heard.numbers) / n if n >= LEAST else None, n if n >= LEAST else 0)


def _compared(least: _Heard, most: _Heard, seen: _Heard) -> tuple[float, float, float, float, int] | None:
    """Persons with themselves; whoever finds more adequate than they wish for has misread and is left out."""
    both = least.by_person.keys() & most.by_person.keys() & seen.by_person.keys()
    persons = sorted(one for one in both if least.by_person[one] <= most.by_person[one])
    if len(persons) < LEAST:
        return None
    found = gaps.service_quality(
        adequate=[least.by_person[one] for one in persons],
        desired=[most.by_person[one] for one in persons],
        perceived=[seen.by_person[one] for one in persons],
    )
    assert found.adequacy is not None  # five people and more
    return found.adequacy_gap, found.superiority_gap, found.adequacy.low, found.adequacy.high, found.n


def _between(
    adequate: float | None, desired: float | None, perceived: float | None
) -> tuple[float | None, float | None]:
    """The gaps of the groups' means, where both are shown."""
    return (
        None if perceived is None or adequate is None else perceived - adequate,
        None if perceived is None or desired is None else perceived - desired,
    )
