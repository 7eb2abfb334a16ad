"""Reading: margins by how people were helped, figures of every kind, notes, their words; hidden where it must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rapport.domains.insights import actions, queries, rules
from rapport.domains.insights.models import AnswerDelta, HandTag, ReleaseCell, Saying, WordGroup
from rapport.domains.insights.types import Cell, ItemFigure, Margin, ReadingRow
from rapport.domains.ledger.tests.stream import answered, record, said
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys import queries as survey_queries
from rapport.domains.surveys.models import Answer, Invitation
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import Counted, NewAnswer, QuestionAsked
from rapport.foundation.actors import NotAllowed, NotFound, system
from tests import cast
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast

OCTOBER = date(2026, 10, 1)
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


def helped(people: Cast, persons: Sequence[int], *, visited: bool) -> None:
    """Each had one matter: a call the desk answered, or a visit the field team arranged."""
    for number, person in enumerate(persons, start=1):
        ref = ("ticket", 1000 * (2 if visited else 1) + number)
        team = people.field_team if visited else people.service_desk
        who = replace(people.marta, person_id=person)
        channel = {"channel": "visit", "planned": True} if visited else {}
        record(
            said(people, who, MONDAY - 9 * ONE_DAY, ref=ref, team_id=team.pk),
            answered(people, who, MONDAY - 9 * ONE_DAY + ONE_HOUR, ref=ref, team_id=team.pk, **channel),
        )


def released(people: Cast, *, at_desk: int, at_field: int, unknown: int = 0) -> int:
    """So many answered after each way of support, and so many of whom nothing is known; the release's survey."""
    crowd = asking.crowd(people, at_desk + at_field + unknown)
    helped(people, crowd[:at_desk], visited=False)
    helped(people, crowd[at_desk : at_desk + at_field], visited=True)
    asking.send(people, size=len(crowd), month=NOVEMBER)
    happy = set(crowd[:at_desk])
    for invitation_id, token in asking.tokens().items():
        person = Invitation.objects.get(pk=invitation_id).person_id
        if person in crowd:
            surveys.answer(token=token, score=10 if person in happy else 3, at=MONDAY + 20 * ONE_DAY)
    survey_id = asking.survey_id(people)
    actions.make_release(survey_id=survey_id, actor=system(), at=MONDAY + 40 * ONE_DAY)
    return survey_id


def of_facet(people: Cast, facet: str) -> dict[str, tuple[int, float | None, str]]:
    page = queries.loyalty(people.dev)
    return {
        one.label: (one.last.n, one.last.points, one.hidden)
        for name, found in page.facets
        if name == facet
        for one in found
    }


def test_answers_are_counted_by_how_people_were_helped_before_they_were_asked(people: Cast) -> None:
    released(people, at_desk=12, at_field=11)
    assert of_facet(people, "team") == {"Service Desk": (12, 100.0, ""), "Field Team": (11, -100.0, "")}
    assert of_facet(people, "way") == {"Remote": (12, 100.0, ""), "Dispatched": (11, -100.0, "")}
    assert of_facet(people, "channel")["Mail"][0] == 23
    assert of_facet(people, "tenure") == {"One to three years": (23, pytest.approx(4.3, abs=0.1), "")}
    kept = Answer.objects.exclude(facets={}).first()
    assert kept is not None
    assert set(kept.facets) >= {"team", "channel", "way", "tenure"}


def test_a_small_facet_hides_its_neighbour_and_what_is_not_known_of_counts_as_one(people: Cast) -> None:
    released(people, at_desk=12, at_field=7, unknown=3)
    assert of_facet(people, "team") == {
        "Service Desk": (12, 100.0, ""),
        "Field Team": (0, None, "beside"),
        "Not known": (0, None, "few"),
    }
    for cell in ReleaseCell.objects.filter(margin__in=["team", "team_quarter"], hidden=True):
        assert (cell.detractors, cell.promoters, cell.asked, sum(cell.scores)) == (0, 0, 0, 0)


def test_before_and_after_a_change_are_told_apart_within_one_month(people: Cast) -> None:
    asking.crowd(people, 60)
    survey = surveys.start_default_survey(service_id=people.mail.pk, actor=system(), at=MONDAY).pk
    on = date(2026, 11, 12)
    surveys.ask_around(
        survey_id=survey, on=on, size=20, days_before=8, days_after=6, actor=people.dev, at=MONDAY
    )  # fmt: skip
    for asked_at, answered_at, score in ((2, 8, 3), (16, 25, 10)):
        assert surveys.run_rules(actor=system(), at=MONDAY + asked_at * ONE_DAY) == 20
        while surveys.send_due(actor=system(), at=MONDAY + answered_at * ONE_DAY):
            pass
        for invitation_id, token in asking.tokens().items():
            if Invitation.objects.get(pk=invitation_id).answered_on is None:
                surveys.answer(token=token, score=score, at=MONDAY + answered_at * ONE_DAY)
    assert set(Answer.objects.values_list("month", flat=True)) == {NOVEMBER}
    actions.make_release(survey_id=survey, actor=system(), at=MONDAY + 40 * ONE_DAY)
    page = queries.loyalty(people.dev, survey_id=survey)
    waves = {one.label: (one.last.n, one.last.points) for one in page.around}
    assert waves == {"Before 12 November 2026": (20, -100.0), "After 12 November 2026": (20, 100.0)}


def test_anonymous_answers_carry_no_facets(people: Cast) -> None:
    rows = [NewAnswer(9, OCTOBER) for _ in range(12)]
    surveys.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    assert not Answer.objects.exclude(facets={}).exists()
    assert queries.loyalty(people.dev).facets == ()


def test_a_sample_sent_before_is_placed_once_and_counts_as_if_it_always_had_been(people: Cast) -> None:
    survey_id = released(people, at_desk=12, at_field=11)
    before = queries.cells(system(), survey_id=survey_id, view="facet")
    whole = queries.cells(system(), survey_id=survey_id, view="whole")
    Invitation.objects.update(facets={})
    Answer.objects.update(facets={})
    AnswerDelta.objects.filter(view="facet").delete()
    sample_id = Invitation.objects.values_list("sample_id", flat=True)[0]
    placed = [surveys.place_sample(sample_id=sample_id, actor=system(), at=MONDAY) for _ in range(2)]
    assert placed[0] >= 23 > placed[1] == 0
    assert queries.cells(system(), survey_id=survey_id, view="facet") == before
    assert queries.cells(system(), survey_id=survey_id, view="whole") == whole


# Kinds -------------------------------------------------------------------------------------------------------------


def cell(kind: str, scores: Sequence[int]) -> Cell:
    counts = {score: list(scores).count(score) for score in set(scores)}
    return replace(queries.cell_of(system(), counts, 0, 0, rules.judging_of(kind)), singly=True)


def test_satisfaction_is_a_share_and_effort_a_mean() -> None:
    csat = rules.figure_of(
        "", "", cell("csat", [5] * 20 + [4] * 10 + [3] * 10 + [1] * 20), judging=rules.judging_of("csat")
    )
    assert (csat.points, csat.low, csat.high) == (50.0, pytest.approx(37.735), pytest.approx(62.265))
    ces = rules.figure_of("", "", cell("ces", [7, 6, 5, 4, 3, 2, 1, 7] * 5), judging=rules.judging_of("ces"))
    assert (ces.points, ces.favourable, ces.median) == (4.375, 0.5, 4.5)
    assert ces.low is not None and ces.high is not None and ces.low < 4.375 < ces.high
    assert ces.deviation == pytest.approx(2.145, abs=0.001)


def test_a_change_is_judged_by_its_range_whatever_the_kind() -> None:
    for kind, worse, better in (("csat", 2, 5), ("ces", 3, 6)):
        judged = rules.judging_of(kind)
        low = rules.figure_of("", "", cell(kind, [worse, better, better] * 30), judging=judged)
        high = rules.figure_of("", "", cell(kind, [better] * 85 + [worse] * 5), judging=judged)
        near = rules.figure_of("", "", cell(kind, [worse, better, better] * 27 + [better] * 9), judging=judged)
        clear, unclear = rules.change_between(low, high), rules.change_between(low, near)
        assert clear is not None and unclear is not None
        assert (clear.verdict, clear.needed, unclear.verdict) == ("better", None, "no clear change")
        assert unclear.needed is not None and unclear.needed > 90
    turned = rules.judging_of("own", low=0, high=10, better="low")
    counted = {2: 50}, {8: 50}
    less, more = (queries.cell_of(system(), c, 0, 0, turned) for c in counted)
    rise = rules.change_between(*(rules.figure_of("", "", c, judging=turned) for c in (less, more)))
    assert (less.classes, more.classes) == ((0, 0, 50), (50, 0, 0))
    assert rise is not None and rise.verdict == "worse"


ASKED = (
    QuestionAsked("contact_1", "scale", "They are in touch often enough", 1, 7),
    QuestionAsked("contact_2", "scale", "I know whom to ask", 1, 7),
    QuestionAsked("lost", "minutes", "Minutes you lost"),
    QuestionAsked("where", "multiple", "Where were you", choices=(("office", "Office"), ("site", "On site"))),
    QuestionAsked("few", "scale", "Asked of few", 1, 7),
    QuestionAsked("speed_adequate", "scale", "Fast", 1, 7),
    QuestionAsked("speed_desired", "scale", "Fast", 1, 7),
    QuestionAsked("speed_perceived", "scale", "Fast", 1, 7),
    QuestionAsked("words", "text", "Anything else"),
)


def item(question: str, score: int | None, n: int, choice: str = "") -> Counted:
    return Counted(1, OCTOBER, "drawn", None, None, None, "", score, answered=n, question=question, choice=choice)


def test_further_questions_are_counted_released_and_read(people: Cast) -> None:
    rows = [NewAnswer(9, OCTOBER) for _ in range(20)]
    surveys.import_answers(rows[:10], drawn=True, anonymous=True, actor=system(), at=MONDAY)
    survey_id = asking.survey_id(people)
    counts = [
        *(item("contact_1", 6, 10), item("contact_1", 4, 10), item("contact_2", 2, 20)),
        *(item("lost", 5, 10), item("lost", 480, 2)),
        *(item("where", None, 20), item("where", None, 15, "site"), item("where", None, 8, "office")),
        item("few", 7, 4),
        *(item("speed_adequate", 4, 20), item("speed_desired", 7, 20), item("speed_perceived", 3, 20)),
    ]
    own = [replace(one, survey_id=survey_id) for one in counts]
    actions.count_answers(counts=own, actor=system(), at=MONDAY)
    surveys.import_answers(rows[10:], drawn=True, anonymous=True, actor=system(), at=MONDAY)
    kept = {c.key: (c.unscored, c.scores, c.hidden) for c in ReleaseCell.objects.filter(margin=Margin.ITEM)}
    assert kept["few"] == (0, {}, True)
    assert kept["where"] == (20, {"site": 15, "office": 8}, False)
    counted = (
        {key: (n, dict(scores)) for key, (n, scores, hidden) in kept.items() if not hidden}
        if False
        else {c.key: (c.unscored, dict(c.scores)) for c in ReleaseCell.objects.filter(margin=Margin.ITEM, hidden=False)}
    )
    items = {one.key: one for one in rules.items_of(counted, ASKED)}
    check_items(items)
    (zone,) = rules.zones_of(counted, ASKED)
    assert (zone.adequate, zone.desired, zone.perceived, zone.tolerated) == (4, 7, 3, False)
    assert (zone.adequacy[0], zone.superiority[0]) == (-1, -4)


def check_items(items: dict[str, ItemFigure]) -> None:
    assert items["Contact"].mean == 3.5
    assert items["Contact"].n == 20
    assert items["lost"].minutes is not None
    assert (items["lost"].minutes.mean, items["lost"].minutes.median) == (85, None)  # of 84.17 and 5: few answered
    assert [(c.label, c.many, c.share) for c in items["where"].choices] == [("Office", 8, 0.4), ("On site", 15, 0.75)]
    assert items["few"].hidden == "few"
    assert "words" not in items


# Notes -------------------------------------------------------------------------------------------------------------


def test_what_happened_stands_at_its_period_and_only_its_author_or_an_owner_takes_it_away(people: Cast) -> None:
    rows = [NewAnswer(9, date(2026, 8, 5)) for _ in range(40)]
    surveys.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    made = actions.add_annotation(
        on=date(2026, 8, 20), words=" Signal tests begin ", kind="change", actor=people.noor, at=MONDAY
    )
    (seen,) = queries.loyalty(people.noor).annotations
    assert (seen.words, seen.period, seen.mine) == ("Signal tests begin", "2026-08", True)
    with pytest.raises(actions.NothingSaid):
        actions.add_annotation(on=OCTOBER, words=" ", kind="change", actor=people.noor, at=MONDAY)
    with pytest.raises(NotAllowed):
        actions.add_annotation(on=OCTOBER, words="Mine", kind="change", actor=people.hugo, at=MONDAY)
    actions.remove_annotation(annotation_id=made.pk, actor=people.dev, at=MONDAY)
    assert queries.loyalty(people.noor).annotations == ()


def test_a_benchmark_states_its_source_and_lies_on_the_scale(people: Cast) -> None:
    survey_id = asking.survey_id(people)
    said = {"survey_id": survey_id, "name": "Ten desks", "on": OCTOBER, "at": MONDAY}
    for value, source in ((12.0, " "), (101.0, "A study"), (float("nan"), "A study")):
        with pytest.raises(actions.NothingSaid):
            actions.add_benchmark(value=value, source=source, actor=people.dev, **said)
    with pytest.raises(NotAllowed):
        actions.add_benchmark(value=12, source="A study", actor=people.noor, **said)
    for value in (12, 14):
        actions.add_benchmark(value=value, source="A study", actor=people.dev, **said)
    assert [(b.name, b.value, b.source) for b in queries.benchmarks(people.noor, survey_id=survey_id)] == [
        ("Ten desks", 14, "A study")
    ]


# Rows --------------------------------------------------------------------------------------------------------------


def test_rows_hold_every_figure_of_the_page_and_nothing_that_is_hidden(people: Cast) -> None:
    released(people, at_desk=12, at_field=7, unknown=3)
    found = queries.reading(people.dev)
    by = {(row.section, row.label, row.period): row for row in found.rows}
    assert by["all", "All answers", ""].n == 22
    assert by["team", "Service Desk", "2026-Q4"].value == 100
    for row in found.rows:
        if row.hidden:
            blank = ReadingRow(row.section, row.key, row.label, row.period, remark=row.remark, hidden=row.hidden)
            assert row == blank
    shown = {row.label for row in found.rows if row.section == "team" and not row.hidden}
    assert shown == {"Service Desk"}


# Their words -------------------------------------------------------------------------------------------------------

PRINTER = ("The printer jams every morning.", "Printer jams again, paper everywhere.", "Our printer jams daily.")
OTHERS = ("A permit for wood.", "Seven in the evening.", "The lift stands still.", "Blue.", "Nobody called Monday.")


def wrote(words: Sequence[str], *, score: int = 3, anonymous: bool = True) -> int:
    rows = [NewAnswer(score, OCTOBER, words=said) for said in words]
    surveys.import_answers(rows, drawn=True, anonymous=anonymous, actor=system(), at=MONDAY)
    release = queries.latest_release(system())
    assert release is not None
    actions.gather_words(survey_id=release.survey_id, release_id=release.pk, actor=system(), at=MONDAY)
    return release.survey_id


def test_words_are_grouped_by_likeness_with_n_and_range_and_the_rest_is_counted(people: Cast) -> None:
    wrote([*PRINTER * 4, *OTHERS])
    page = queries.their_words(people.dev)
    (group,) = page.groups
    assert (group.figure.n, group.figure.points, len(group.typical)) == (12, -100.0, 3)
    assert set(group.typical) == set(PRINTER)
    assert (page.said, page.rest, page.open, page.hidden) == (17, 5, 17, False)
    assert next(row for row in queries.reading(people.dev).rows if row.section == "words").n == 12


def test_a_group_of_fewer_than_three_different_sentences_is_counted_with_the_rest(people: Cast) -> None:
    wrote([*PRINTER[:2] * 6, *OTHERS])
    page = queries.their_words(people.dev)
    assert (page.groups, page.said, page.rest) == ((), 17, 17)
    wrote([*PRINTER * 2])
    (group,) = queries.their_words(people.dev).groups
    assert set(group.typical) == set(PRINTER)
    Answer.objects.filter(words=PRINTER[2]).update(words="")  # whoever wrote it left
    page = queries.their_words(people.dev)
    assert (page.groups, page.rest) == ((), 23)


def test_a_group_keeps_the_name_it_was_given(people: Cast) -> None:
    wrote([*PRINTER * 4, *OTHERS])
    actions.name_group(group_id=WordGroup.objects.get().pk, name="Paper jams", actor=people.dev, at=MONDAY)
    wrote([*PRINTER * 2])
    (group,) = queries.their_words(people.dev).groups
    assert (group.name, group.figure.n) == ("Paper jams", 18)


def test_fewer_than_ten_words_are_not_listed_and_fewer_than_five_new_ones_wait(people: Cast) -> None:
    wrote(PRINTER * 3)
    page = queries.their_words(people.dev)
    assert (page.hidden, page.rows, page.groups, page.said) == (True, (), (), 0)
    wrote(PRINTER * 3)
    assert queries.their_words(people.dev).open == 18
    wrote([*OTHERS[:4], ""])
    assert queries.their_words(people.dev).open == 18
    assert queries.their_words(people.dev, search="permit").found == 0


def test_words_are_tagged_by_rule_and_by_hand_and_the_hand_wins(people: Cast) -> None:
    wrote([*PRINTER * 4, *OTHERS])
    actions.set_tag_rule(tag="printing", words="printer, plotter", actor=people.dev, at=MONDAY)
    actions.tag_anew(actor=system(), at=MONDAY)
    assert [(t.name, t.n) for t in queries.their_words(people.dev).tags] == [("printing", 12)]
    one = queries.their_words(people.dev, tag="printing").rows[0]
    actions.tag_words(saying_id=one.key, tag="printing", given=False, actor=people.noor, at=MONDAY)
    actions.tag_words(saying_id=one.key, tag="paper", actor=people.noor, at=MONDAY)
    actions.tag_anew(actor=system(), at=MONDAY)
    page = queries.their_words(people.dev)
    assert ([(t.name, t.n) for t in page.tags], page.rare_tags) == ([("printing", 11)], ("paper",))  # never counted
    wrote([*PRINTER * 2])
    page = queries.their_words(people.dev)
    assert ([(t.name, t.n) for t in page.tags], page.rare_tags) == ([("printing", 17)], ("paper",))
    actions.drop_tag_rule(tag="printing", actor=people.dev, at=MONDAY)
    actions.tag_anew(actor=system(), at=MONDAY)
    page = queries.their_words(people.dev)
    assert (page.tags, page.rare_tags) == ((), ("paper",))
    assert HandTag.objects.count() == 2


def test_words_by_name_are_read_by_the_survey_s_owner_alone(people: Cast) -> None:
    asking.crowd(people, 20)
    asking.send(people, size=20, month=NOVEMBER)
    for at, token in enumerate(asking.tokens().values()):
        surveys.answer(
            token=token, score=4, words=f"{PRINTER[at % 3]} Mine {at}.", leave_name_out=at < 6, at=MONDAY + 20 * ONE_DAY
        )
    survey_id = asking.survey_id(people)
    made = actions.make_release(survey_id=survey_id, actor=system(), at=MONDAY + 40 * ONE_DAY)
    assert made is not None
    actions.gather_words(survey_id=survey_id, release_id=made.pk, actor=system(), at=MONDAY)
    page = queries.their_words(people.noor)
    assert (page.said, page.open, page.hidden, page.owner) == (20, 0, True, False)
    assert all(len(group.typical) <= 3 for group in page.groups)
    named = survey_queries.words_by_name(people.dev, survey_id=survey_id)
    assert len(named.rows) == 14
    assert len(survey_queries.words_by_name(people.dev, survey_id=survey_id, search="MINE 19").rows) == 1
    for other in (people.noor, people.ines, people.hugo):
        with pytest.raises(NotFound):
            survey_queries.words_by_name(other, survey_id=survey_id)


def test_who_leaves_takes_their_words_along(people: Cast) -> None:
    wrote([*PRINTER * 4, *OTHERS])
    Answer.objects.filter(words=OTHERS[0]).update(words="")
    page = queries.their_words(people.dev, search="permit")
    assert (page.found, page.open) == (0, 16)


def test_the_order_of_the_list_says_nothing(people: Cast) -> None:
    wrote([f"{PRINTER[n % 3]} {n}" for n in range(40)])
    places = list(Saying.objects.order_by("answer_id").values_list("place", flat=True))
    assert places != sorted(places)
    assert sorted(places) == list(range(40))
