"""Reading on the page, as files and by the API: the same figures everywhere, and nothing hidden in any of them."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from rapport.domains.insights import actions as insights
from rapport.domains.insights import queries
from rapport.domains.insights.types import Figure, Judging, Metric, Series
from rapport.domains.people.actions import create_site, issue_token
from rapport.domains.surveys import actions
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import Asked, How, NewAnswer, NewPastAsk, PastAnswer
from rapport.foundation.actors import system
from rapport.interfaces.look.figures.scales import NET
from rapport.interfaces.look.figures.trend import spans
from rapport.interfaces.workspace.loyalty.drawing import REST, apart_sentence, changes_sentence, facets, lie_of, month
from rapport.interfaces.workspace.loyalty.wording import live_sentence
from rapport.interfaces.workspace.tests.test_loyalty import browser_of
from tests import cast
from tests.cast import MONDAY, Cast

TRAP = "=2+5"
CES = Judging("ces", Metric.MEAN, 1, 7)
PRINTER = ("The printer jams every morning.", "Printer jams again, paper everywhere.", "Our printer jams daily.")


@pytest.fixture
def people(db: None) -> Cast:
    found = cast.build(at=cast.long_ago())
    for name in (TRAP, "Yard"):
        create_site(organisation_id=found.aldergate.pk, name=name, actor=system(), at=MONDAY)
    rows = [NewAnswer(s, date(2026, 8, 5)) for s in [0] * 38 + [7] * 32 + [9] * 30]
    rows += [NewAnswer(s, date(2026, 9, 5), site="Head office", service="Mail") for s in [0] * 30 + [7] * 35 + [9] * 35]
    rows += [NewAnswer(9, date(2026, 9, 5), site=TRAP, words=PRINTER[n % 3]) for n in range(12)]
    rows += [NewAnswer(3, date(2026, 9, 5), site="Yard", words="A permit for wood.") for _ in range(3)]
    actions.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    survey = surveys.default_survey(system())
    release = queries.latest_release(system())
    assert survey is not None
    assert release is not None
    said: dict[str, Any] = {"survey_id": survey.pk, "actor": system(), "at": MONDAY}
    insights.gather_words(release_id=release.pk, **said)
    insights.add_annotation(on=date(2026, 9, 9), words="Signal tests begin", kind="change", **said)
    insights.add_benchmark(name="Ten desks", value=44, source="A round of ten", on=date(2026, 9, 1), **said)
    return found


def survey_id(people: Cast) -> int:
    return queries.loyalty(people.dev).survey_id


def csv_rows(browser: Client) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(browser.get("/desk/loyalty.csv").content.decode())))


def test_page_csv_xlsx_and_api_give_the_same_rows_and_hide_the_same(people: Cast) -> None:
    browser = browser_of(people.dev)
    lines = csv_rows(browser)
    sheet = load_workbook(BytesIO(browser.get("/desk/loyalty.xlsx").content))["Figures"]
    cells = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    assert cells[0] == list(lines[0])
    assert len(cells) - 1 == len(lines)
    for row, line in zip(cells[1:], lines, strict=True):
        assert [_number(value) for value in row] == [_number(value) for value in line.values()]
    token = issue_token(name="Reader", scopes=["loyalty:read"], actor=people.dev, at=timezone.now())
    headers = {"Authorization": f"Bearer {token}"}
    told = Client().get(f"/api/v1/loyalty/{survey_id(people)}", headers=headers).json()
    assert [(r["section"], r["key"], r["period"], r["n"], r["value"]) for r in told["rows"]] == [
        (r.section, r.key, r.period, r.n, r.value) for r in queries.reading(people.dev).rows
    ]
    assert Client().get("/api/v1/loyalty/987654321", headers=headers).status_code == 404
    hidden = {line["label"]: line for line in lines if line["hidden"]}
    assert {"Yard", f"'{TRAP}"} <= hidden.keys()
    assert all(line["n"] == line["value"] == line["counts"] == "" for line in hidden.values())
    page = browser.get("/desk/loyalty").content.decode()
    assert "Not shown (fewer than five answers, or a smaller group could be worked out)" in page


def _number(said: str) -> str | float:
    try:
        return float(said)
    except ValueError:
        return said


def test_no_cell_is_a_formula(people: Cast) -> None:
    browser = browser_of(people.dev)
    assert f"'{TRAP}" in {line["label"] for line in csv_rows(browser)}
    for sheet in load_workbook(BytesIO(browser.get("/desk/loyalty.xlsx").content)):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_page_says_in_words_what_each_chart_shows(people: Cast) -> None:
    said = browser_of(people.dev).get("/desk/loyalty").content.decode()
    assert "more answers than now, in each period, until a difference like this is clear" in said
    assert "standard deviation" in said
    assert "Ten desks, +44, lies above it." in said
    assert "A round of ten" in said
    assert said.count("Signal tests begin") >= 3  # in both drawings and in the table for those who hear the page
    assert "Printer" in said


def test_notes_and_benchmarks_are_added_and_taken_away_by_those_who_may(people: Cast) -> None:
    browser, owner = browser_of(people.noor), browser_of(people.dev)
    note = {"on": "2026-09-20", "words": "Calls before nine", "kind": "change"}
    assert browser.post("/desk/loyalty/notes", note).status_code == 302
    assert "Calls before nine" in browser.get("/desk/loyalty").content.decode()
    assert browser.post("/desk/loyalty/notes", note | {"words": ""}).status_code == 400
    assert browser.get("/desk/loyalty/benchmarks").status_code == 403
    line = {"name": "A study", "value": "101", "source": "Somebody", "on": "2026-09-20"}
    refused = owner.post("/desk/loyalty/benchmarks", line)
    assert refused.status_code == 400
    assert "a value from -100 to 100" in refused.content.decode()
    assert owner.post("/desk/loyalty/benchmarks", line | {"value": "20"}).status_code == 302
    assert "A study" in owner.get("/desk/loyalty").content.decode()


def test_words_are_read_searched_tagged_and_their_groups_named(people: Cast) -> None:
    browser = browser_of(people.dev)
    page = browser.get("/desk/loyalty/words").content.decode()
    assert "15 answers with words" in page
    assert "12 of them are in 1 group" in page
    found = browser.get("/desk/loyalty/words?q=PERMIT").content.decode()
    assert "Fewer than ten of 15" in found and "Not shown: fewer than ten answers have that" in found
    assert "A permit for wood" not in found.partition('id="list"')[2]
    group = queries.their_words(people.dev).groups[0]
    browser.post(reverse("workspace:name_group", args=[group.id]), {"name": "Paper jams"})
    assert "Paper jams" in browser.get("/desk/loyalty").content.decode()
    assert browser.post("/desk/loyalty/words/rules", {"tag": "print", "words": ", ,"}).status_code == 400
    assert browser.post("/desk/loyalty/words/rules", {"tag": "print", "words": "printer"}).status_code == 302
    insights.tag_anew(actor=system(), at=MONDAY)
    assert "12 of 15" in browser.get("/desk/loyalty/words?tag=print").content.decode()
    one = queries.their_words(people.dev, tag="print").rows[0]
    browser.post(reverse("workspace:tag_words", args=[one.key]), {"drop": "print"})
    assert "11 of 15" in browser.get("/desk/loyalty/words?tag=print").content.decode()
    assert browser.post(reverse("workspace:tag_words", args=[one.key]), {"tag": " "}).status_code == 400


def test_by_name_is_for_the_owner_alone(people: Cast) -> None:
    assert browser_of(people.ines).get(f"/desk/loyalty/words/by-name?survey={survey_id(people)}").status_code == 404


def test_sentences_follow_from_ranges(people: Cast) -> None:
    services = queries.loyalty(people.dev).services
    assert changes_sentence([]) == ""
    assert apart_sentence(services, NET) == "Too few answers to compare."
    assert [list(scores) for _, _, scores in lie_of(CES).groups] == [[1, 2, 3], [4], [5, 6, 7]]


def test_two_are_told_apart_though_the_lowest_score_has_a_wide_range() -> None:
    def series(label: str, points: float, low: float, high: float) -> Series:
        figure = Figure(label, label, 40, points=points, low=low, high=high)
        return Series(label, label, [figure], figure, None)

    few, below, above = series("Field", -33, -61, 5), series("Online", -21, -40, 0), series("Offices", 27, 3, 47)
    assert apart_sentence([few, below, above], NET) == "Offices (+27) stands clearly above Online (−21)."
    assert apart_sentence([few, above], NET) == "Their ranges touch: none stands clearly above another."
    assert apart_sentence([few], NET) == "Too few answers to compare."


def test_fewer_than_ten_words_are_neither_shown_nor_counted_whatever_was_asked_for(people: Cast) -> None:
    token = issue_token(name="Words", scopes=["loyalty:read"], actor=people.dev, at=timezone.now())
    headers = {"Authorization": f"Bearer {token}"}
    insights.set_tag_rule(tag="wood", words="permit", actor=people.dev, at=MONDAY)
    insights.tag_anew(actor=system(), at=MONDAY)
    browser, api = browser_of(people.dev), f"/api/v1/loyalty/{survey_id(people)}/words"
    many = ({"q": "permit"}, {"tag": "wood"}, {"q": "printer", "tag": "wood"}, {"q": "zebra"})
    for asked in many:
        listed = browser.get("/desk/loyalty/words", asked).content.decode().partition('id="list"')[2]
        assert "Not shown: fewer than ten answers have that" in listed
        assert "voice" not in listed
        assert "wood 3" not in listed
    for wrong in ({"tag": "nonsense"}, {"group": "987654"}, {"site": "1"}):
        assert browser.get("/desk/loyalty/words", wrong).status_code == 404
    for word, few in (("permit", True), ("zebra", True), ("printer", False)):
        told = Client().get(api, {"search": word}, headers=headers).json()
        assert (told["few"], bool(told["words"]), told["next"]) == (few, not few, None)


def test_answers_after_a_matter_open_with_what_kind_of_sample_they_are_in_page_and_files(people: Cast) -> None:
    survey = actions.start_survey(
        template="csat", name="After a visit", asked=Asked.USER, actor=people.dev, at=MONDAY
    ).pk
    made = actions.remember_asks(
        survey_id=survey,
        asks=[NewPastAsk(one, people.aldergate.pk, MONDAY) for one in asking.crowd(people, 13)],
        how=How.AFTER_EPISODE,
        actor=system(),
        at=MONDAY,
    )
    given = [PastAnswer(one.invitation_id, 4, one.sent_at, items={"solved": ("yes",)}) for one in made[:12]]
    actions.remember_answers(answers=given, actor=system(), at=MONDAY)
    browser = browser_of(people.dev)
    assert "12 answers have arrived" in browser.get(f"/desk/loyalty?survey={survey}").content.decode()
    insights.make_release(survey_id=survey, how="after_episode", actor=system(), at=MONDAY)
    page = browser.get(f"/desk/loyalty?survey={survey}").content.decode()
    assert "Asked after a matter was finished; not a drawn sample" in page
    assert "from 12 answers of 13 asked" in page
    assert "Drawn answers only" not in page
    lines = list(csv.DictReader(StringIO(browser.get(f"/desk/loyalty.csv?survey={survey}").content.decode())))
    assert {line["how"] for line in lines} == {"after_episode"}
    assert {"all", "period", "item", "choice"} <= {line["section"] for line in lines}
    book = load_workbook(BytesIO(browser.get(f"/desk/loyalty.xlsx?survey={survey}").content))
    assert "not a drawn sample" in str(book["About"]["B6"].value)
    token = issue_token(name="Reader", scopes=["loyalty:read"], actor=people.dev, at=timezone.now())
    headers = {"Authorization": f"Bearer {token}"}
    told = Client().get(f"/api/v1/loyalty/{survey}", headers=headers).json()
    assert (told["how"], told["received_by_way"]) == ("after_episode", {"after_episode": 12})
    assert told["rows"][0]["n"] == 12
    assert Client().get(f"/api/v1/loyalty/{survey}?how=drawn", headers=headers).json()["rows"] == []


def test_a_survey_of_expectations_shows_zones_and_no_score(people: Cast) -> None:
    said: dict[str, Any] = {"asked": Asked.USER, "actor": people.dev, "at": MONDAY}
    before = actions.start_survey(template="expectation", name="Expected", **said).pk
    after = actions.start_survey(template="perception", name="Found", follows_id=before, **said).pk
    crowd = asking.crowd(people, 12)
    for survey, parts in ((before, {"adequate": "4", "desired": "6"}), (after, {"perceived": "3"})):
        asks = [NewPastAsk(one, people.aldergate.pk, MONDAY) for one in crowd]
        made = actions.remember_asks(survey_id=survey, asks=asks, how=How.DRAWN, actor=system(), at=MONDAY)
        items = {f"on_the_day.{part}": (value,) for part, value in parts.items()}
        given = [PastAnswer(one.invitation_id, None, one.sent_at, items=items) for one in made]
        actions.remember_answers(answers=given, actor=system(), at=MONDAY)
        insights.make_release(survey_id=survey, actor=system(), at=MONDAY)
    for survey, other in ((before, "Found"), (after, "Expected")):
        page = browser_of(people.dev).get(f"/desk/loyalty?survey={survey}").content.decode()
        assert "Clearly below what people find just good enough: “Done on the day it was promised”." in page
        assert f">{other}</a>" in page
        assert "favourable. Too few" not in page
        assert "How the answers lie" not in page
        assert "12 answers of 12 asked." in page


def test_each_kind_stands_under_its_own_question_and_says_what_its_rows_are(people: Cast) -> None:
    kinds = {"csat": "Are they satisfied?", "ces": "Was it easy?", "trust": "Do we work well together?"}
    asked = {"expectation": "Do they find what they expect?", "own": "“What holds up your work?”"}
    for kind, title in {**kinds, **asked}.items():
        row = actions.start_survey(template=kind, name=f"A {kind}", asked=Asked.USER, actor=people.dev, at=MONDAY)
        page = browser_of(people.noor).get(f"/desk/loyalty?survey={row.pk}").content.decode()
        assert f"<h1>{title}</h1>" in page and "<h1>Are we trusted?</h1>" not in page
    page = browser_of(people.noor).get("/desk/loyalty").content.decode()
    assert "<h1>Are we trusted?</h1>" in page
    assert rows_named([figure("2026-Q3"), figure("2026-Q4")]) == "quarter"
    assert rows_named([figure("2026-Q3"), figure("2026-10")]) == "month or quarter"


def test_each_number_of_answers_says_what_is_counted(people: Cast) -> None:
    page = queries.loyalty(people.dev)
    assert page.total is not None
    n = page.total.n
    waiting = replace(page, released=n + 26, received=n + 27)
    said = live_sentence(waiting)
    assert f"{n + 27} answers have arrived, {n + 26} of them until then, and {n} stand in the sum of all" in said
    assert f"{n} answers have arrived. " in live_sentence(replace(page, released=n, received=n))
    (came,) = [row for row in queries.reading(people.dev).rows if row.section == "all"]
    assert came.n == n


def test_rows_of_a_facet_that_do_not_add_up_say_so_and_not_by_how_many(people: Cast) -> None:
    page = queries.loyalty(people.dev)
    assert page.total is not None

    def said(*many: int, hidden: str = "") -> str:
        rows = [Figure(f"{n}", f"{n}", n, points=1.0, low=0.0, high=2.0) for n in many]
        told = [Series(one.key, one.label, [], one, None, whole=one) for one in rows]
        gone = Figure("x", "x", 0, hidden=hidden)
        told += [Series("x", "x", [], gone, None, hidden=hidden, whole=gone)] if hidden else []
        (found,) = facets(replace(page, facets=(("language", tuple(told)),)), NET)
        return str(found["rest"])

    assert said(page.total.n - 40, 40) == ""
    assert said(page.total.n - 46, 40) == said(page.total.n - 46, 40, hidden="beside") == REST
    assert not any(letter.isdigit() for letter in REST)


def figure(key: str) -> Figure:
    return Figure(key, key, n=40, metric=Metric.NET, points=1.0, low=0.0, high=2.0)


def rows_named(many: list[Figure]) -> str:
    return spans([month(one) for one in many])


def test_a_tag_on_fewer_than_ten_stands_beside_no_words_and_is_taken_away_by_its_name(people: Cast) -> None:
    many = queries.their_words(people.dev)
    one = next(row for row in many.rows if row.words == PRINTER[0])
    browser, tagging = browser_of(people.dev), reverse("workspace:tag_words", args=[one.key])
    insights.set_tag_rule(tag="paper", words="printer", actor=people.dev, at=MONDAY)
    insights.tag_anew(actor=system(), at=MONDAY)
    browser.post(tagging, {"tag": "Seldom"})
    (name,) = queries.their_words(people.dev).rare_tags
    for asked in ({}, {"tag": "paper"}, {"q": "printer"}, {"q": PRINTER[0][:18]}):
        rows = queries.their_words(people.dev, search=asked.get("q", ""), tag=asked.get("tag", "")).rows
        assert not [row for row in rows if name in row.tags]
        listed = browser.get("/desk/loyalty/words", asked).content.decode()
        assert f"Take “{name}” away" not in listed and f"<summary>{name}" not in listed
    assert {tag for row in queries.their_words(people.dev, tag="paper").rows for tag in row.tags} == {"paper"}
    assert browser.post(tagging, {"tag": name, "take": "1"}).status_code == 302
    assert queries.their_words(people.dev).rare_tags == ()
