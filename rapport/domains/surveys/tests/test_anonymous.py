"""Anonymous asks: a yes here, an answer there, and nothing that leads from one to the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.domains.ledger.models import Act, Trace
from rapport.domains.people.models import Person
from rapport.domains.surveys import actions, queries, rules
from rapport.domains.surveys.actions import pacing
from rapport.domains.surveys.models import AnonymousInvitation, Answer, Invitation, Sample, SealedAnswer
from rapport.domains.surveys.models.sealed import AFTER_RANDOM, FIRST_RANDOM
from rapport.domains.surveys.tests.asking import OCTOBER, crowd
from rapport.domains.surveys.types import Asked, Mode
from rapport.foundation import boxes, jobs
from rapport.foundation.actors import NOBODY, system
from rapport.foundation.models import Audit, Job, Letter
from tests import cast
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast

pytestmark = pytest.mark.filled

LATER = MONDAY + 20 * ONE_DAY


@pytest.fixture
def people(db: None, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    settings.DATA = tmp_path
    yield cast.build(at=MONDAY - timedelta(days=400))


def ask(people: Cast, *, size: int = 12) -> list[str]:
    """An anonymous sample whose letters have left; their tokens in the order of the letters."""
    survey = actions.start_default_survey(name="How are we, honestly?", mode=Mode.ANONYMOUS, actor=system(), at=MONDAY)
    made = actions.draw_sample(survey_id=survey.pk, month=OCTOBER, size=size, seed=3, actor=system(), at=MONDAY)
    actions.send_sample(sample_id=made.sample_id or 0, actor=system(), at=MONDAY)
    at = MONDAY
    while AnonymousInvitation.objects.filter(sent_on__isnull=True).exists():
        actions.send_anonymous_due(actor=system(), at=at)
        at += ONE_DAY
    letters = Letter.objects.filter(ref_kind="anonymous_invitation").order_by("id")
    return [letter.data["link"].rsplit("/", 1)[1] for letter in letters]


def test_a_survey_that_rests_sends_no_anonymous_letter_and_a_late_one_is_not_followed_at_once(people: Cast) -> None:
    crowd(people, 12)
    survey = actions.start_survey(
        template="nps", name="Quietly", asked=Asked.USER, mode=Mode.ANONYMOUS, actor=people.dev, at=MONDAY
    )
    made = actions.draw_sample(survey_id=survey.pk, month=OCTOBER, size=12, seed=3, actor=system(), at=MONDAY)
    actions.send_sample(sample_id=made.sample_id or 0, actor=system(), at=MONDAY)
    actions.pause_survey(survey_id=survey.pk, actor=people.dev, at=MONDAY)
    back = MONDAY + 28 * ONE_DAY
    assert actions.send_anonymous_due(actor=system(), at=back) == 0
    actions.resume_survey(survey_id=survey.pk, actor=people.dev, at=back)
    sunday = back - ONE_DAY
    assert actions.send_anonymous_due(actor=system(), at=sunday) == 0
    assert actions.send_anonymous_due(actor=system(), at=back) == 12
    assert actions.remind_anonymous_due(actor=system(), at=back + ONE_HOUR) == 0
    assert {row.remind_on for row in AnonymousInvitation.objects.all()} == {back.date() + 7 * ONE_DAY}
    actions.stop_survey(survey_id=survey.pk, actor=people.dev, at=back)
    assert actions.remind_anonymous_due(actor=system(), at=back + 14 * ONE_DAY) == 0


def test_no_anonymous_letter_leaves_on_a_holiday_or_within_14_days_of_another(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(people, 12)
    survey = actions.start_default_survey(name="Honestly?", mode=Mode.ANONYMOUS, actor=system(), at=MONDAY)
    made = actions.draw_sample(survey_id=survey.pk, month=OCTOBER, size=12, seed=3, actor=system(), at=MONDAY)
    actions.send_sample(sample_id=made.sample_id or 0, actor=system(), at=MONDAY)
    AnonymousInvitation.objects.update(send_on=MONDAY.date())
    asked = AnonymousInvitation.objects.order_by("pk")[0]
    other = actions.start_default_survey(name="Else?", mode=Mode.ANONYMOUS, actor=system(), at=MONDAY)
    earlier = Sample.objects.get(pk=made.sample_id)
    earlier.pk, earlier.survey_id = None, other.pk
    earlier.save(force_insert=True)
    AnonymousInvitation.objects.create(
        survey=other,
        sample=earlier,
        person=asked.person,
        send_on=MONDAY.date() - 3 * ONE_DAY,
        sent_on=MONDAY.date() - 3 * ONE_DAY,
        remind_on=MONDAY.date() + 90 * ONE_DAY,
        expires_on=MONDAY.date() + 30 * ONE_DAY,
    )
    monkeypatch.setattr(pacing, "_closed", lambda: frozenset({MONDAY.date()}))
    assert actions.send_anonymous_due(actor=system(), at=MONDAY) == 0
    monkeypatch.setattr(pacing, "_closed", lambda: frozenset({MONDAY.date() + 11 * ONE_DAY}))
    assert actions.send_anonymous_due(actor=system(), at=MONDAY) == 12
    waits = AnonymousInvitation.objects.get(survey=survey, sent_on__isnull=True)
    assert waits.person_id == asked.person_id
    assert waits.send_on == MONDAY.date() + 14 * ONE_DAY  # the eleventh day is closed, then it is the week-end
    assert actions.send_anonymous_due(actor=system(), at=MONDAY + ONE_HOUR) == 0


def say(token: str, score: int = 9, words: str = "", at: Any = LATER) -> Answer:
    return actions.answer(token=token, score=score, words=words, at=at)


def test_an_answer_leaves_a_yes_and_a_box_and_nothing_else(people: Cast) -> None:
    crowd(people, 12)
    tokens = ask(people)
    before = (Audit.objects.count(), Act.objects.count(), Trace.objects.count(), Job.objects.count())
    told = say(tokens[0], 3, "I am afraid of the crane.")
    assert (told.pk, told.person_id, told.mode) == (None, None, Mode.ANONYMOUS)
    assert before == (Audit.objects.count(), Act.objects.count(), Trace.objects.count(), Job.objects.count())
    assert (Answer.objects.count(), Invitation.objects.count()) == (0, 0)
    assert AnonymousInvitation.objects.filter(answered=True).count() == 1
    assert "crane" not in SealedAnswer.objects.get().sealed
    assert "crane" in boxes.opened(SealedAnswer.objects.get().sealed)


def test_the_same_link_says_it_was_answered_and_changes_nothing(people: Cast) -> None:
    crowd(people, 12)
    tokens = ask(people)
    say(tokens[0], 3, "Once.")
    for at in (LATER, LATER + ONE_DAY):
        with pytest.raises(actions.AnsweredForGood):
            say(tokens[0], 9, "Twice.", at)
    page = queries.invitation_page(NOBODY, tokens[0], at=LATER)
    assert (page.anonymous, page.answered, page.score, page.words) == (True, True, None, "")
    assert SealedAnswer.objects.count() == 1


def test_four_wait_and_five_move_together(people: Cast) -> None:
    crowd(people, 12)
    tokens = ask(people)
    for token in tokens[:4]:
        say(token)
    assert actions.move_sealed(actor=system(), at=LATER + ONE_HOUR) == 0
    say(tokens[4])
    assert actions.move_sealed(actor=system(), at=LATER + 2 * ONE_HOUR) == 5
    assert not SealedAnswer.objects.exists()
    found = Answer.objects.all()
    assert {(a.mode, a.invitation_id, a.person_id, a.answered_at) for a in found} == {
        (Mode.ANONYMOUS, None, None, None)
    }
    assert {a.answered_on for a in found} == {LATER.date()}
    assert all(FIRST_RANDOM <= a.pk < AFTER_RANDOM for a in found)
    assert AnonymousInvitation.objects.filter(answered=True).count() == 5


def test_what_waits_for_others_is_written_anew_under_a_new_key_within_a_day(people: Cast) -> None:
    crowd(people, 12)
    say(ask(people)[0], 4, "Alone so far.")
    first = SealedAnswer.objects.get()
    key = (boxes._keys()[0], boxes._file())[0]
    begun = boxes.datetime.fromisoformat(key.since)
    for hour in range(24):
        actions.move_sealed(actor=system(), at=begun + hour * ONE_HOUR)
    now = SealedAnswer.objects.get()
    assert (now.pk, now.sealed) != (first.pk, first.sealed)
    assert "Alone so far." in boxes.opened(now.sealed)
    assert key.key not in boxes._file().read_text()
    with pytest.raises(boxes.NoKey):
        boxes.opened(first.sealed)


def test_a_box_nobody_can_open_stays_and_holds_up_no_other(people: Cast) -> None:
    crowd(people, 12)
    tokens = ask(people)
    for token in tokens[:5]:
        say(token)
    box = SealedAnswer.objects.all()[0]
    SealedAnswer.objects.create(survey_id=box.survey_id, sealed=box.sealed[:-8] + "AAAAAAA=")
    say(tokens[5])
    assert actions.move_sealed(actor=system(), at=LATER) == 6
    assert SealedAnswer.objects.count() == 1


def test_reminders_go_by_the_yes_alone(people: Cast) -> None:
    crowd(people, 12)
    tokens = ask(people)
    for token in tokens[:7]:
        say(token)
    at = MONDAY + 9 * ONE_DAY
    AnonymousInvitation.objects.update(remind_on=at.date(), expires_on=at.date() + 9 * ONE_DAY)
    assert actions.remind_anonymous_due(actor=system(), at=at.replace(hour=3)) == 0
    assert actions.remind_anonymous_due(actor=system(), at=at) == 5
    assert actions.remind_anonymous_due(actor=system(), at=at + ONE_DAY) == 0


def test_who_declines_is_left_alone_and_gets_no_letter(people: Cast) -> None:
    crowd(people, 12)
    tokens = ask(people)
    actions.opt_out(token=tokens[0], at=LATER)
    assert Person.objects.filter(opted_out_at=LATER).count() == 1
    assert AnonymousInvitation.objects.filter(declined=True, answered=False).count() == 1


def test_fewer_than_five_are_not_asked_anonymously(people: Cast) -> None:
    crowd(people, 2)
    with pytest.raises(actions.TooFewToAsk):
        ask(people, size=4)
    assert not Letter.objects.filter(kind="invitation").exists()


def test_the_counters_move_only_with_the_batch_and_say_only_coarse_places(people: Cast) -> None:
    crowd(people, 9, site="Mill Lane")
    crowd(people, 2, site="Yard")
    told: list[Any] = []
    tokens = ask(people, size=11)
    sample = queries.samples(people.noor)[0]
    for token in tokens:
        say(token)
    assert queries.samples(people.noor)[0].answered == 0
    actions.move_sealed(actor=system(), at=LATER)
    jobs.run_all()
    assert queries.samples(people.noor)[0].answered == sample.drawn
    kept = Counter((a.site.name if a.site else "", a.service_id) for a in Answer.objects.select_related("site"))
    told += [n for n in kept.values() if n < 5]
    assert (told, ("Yard", people.mail.pk) in kept) == ([], False)


CELLS = st.tuples(st.integers(1, 3), st.integers(1, 4) | st.none(), st.integers(1, 3))


@given(st.dictionaries(CELLS, st.integers(0, 9), max_size=20))
@settings(max_examples=50)
def test_what_is_kept_was_asked_of_five_wherever_five_were_asked(asked: dict[Any, int]) -> None:
    kept = rules.kept_of_cells(asked)
    sizes: Counter[Any] = Counter()
    for cell, part in kept.items():
        sizes[part] += asked[cell]
        assert all(there in (None, here) for here, there in zip(cell, part, strict=True))
    assert all(n >= 5 for n in sizes.values()) or len(sizes) == 1


def test_the_moment_and_the_length_of_an_answer_do_not_show_on_its_box(people: Cast) -> None:
    short, long = boxes.close("{}"), boxes.close('{"words": "' + "a" * 300 + '"}')
    assert len(short) == len(long)
    assert boxes._fernet(boxes._keys()[0]).extract_timestamp(short.encode()) == 0
    assert (boxes._file().stat().st_mode & 0o777) == 0o600


def test_the_question_of_october_keeps_its_month(people: Cast) -> None:
    crowd(people, 12)
    for token in ask(people):
        say(token)
    actions.move_sealed(actor=system(), at=LATER)
    assert {a.month for a in Answer.objects.all()} == {date(2026, 10, 1)}
