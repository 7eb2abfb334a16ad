"""The twelve attacks: each ends with the mark hidden, or with nothing at all."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from rapport.domains.insights import queries as insights
from rapport.domains.insights.actions import gather_words, try_to_subtract
from rapport.domains.insights.models import ReleaseCell
from rapport.domains.ledger.models import Act, Episode, Trace
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys import rules
from rapport.domains.surveys.models import AnonymousInvitation, Answer
from rapport.domains.surveys.models.places import places_of
from rapport.domains.surveys.types import Mode
from rapport.foundation.actors import system
from rapport.foundation.models import Job, Letter, SearchEntry
from tests.attacks import readers
from tests.attacks.siege import MARK, NOW, SAID_AT, Siege, anonymously, person_behind
from tests.visitors import browser, plain
from tests.world import World

pytestmark = pytest.mark.filled

SITES = {"Mill Lane": 12, "Depot": 12, "Yard": 6}


@pytest.fixture
def siege(world: World, settings: Any, tmp_path: Path) -> Iterator[Siege]:
    settings.DATA = tmp_path
    found = Siege(world)
    found.ask(SITES)
    yield found


def filled(siege: Siege) -> Siege:
    """The mark is the one confidential answer of Mill Lane; Depot has six, Yard two."""
    siege.say("Mill Lane", [9] * 10, name=True)
    siege.say("Mill Lane", [0], name=False, words=MARK)
    siege.say("Depot", [9, 8, 3], name=True)
    siege.say("Depot", [9, 8, 3, 0, 10, 6], name=False)
    siege.say("Yard", [9, 9, 7], name=True)
    siege.say("Yard", [1, 2], name=False)
    siege.release()
    return siege


def told(siege: Siege, kind: str, *who: str) -> dict[str, dict[str, str]]:
    """What some of the attackers are told by one kind of reader, by where."""
    return {name: readers.texts(siege, siege.attackers()[name], kind) for name in who}


def differing(before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]) -> set[str]:
    """Where something else is told than before; looked at on SQLite, since PostgreSQL counts on ids that are undone."""
    if connection.vendor == "postgresql":
        return set()
    return {where for who, found in before.items() for where in found if found[where] != after[who].get(where)}


def without_a_name(siege: Siege, cell: Any, site: str = "") -> int:
    """How many answers the owner still does not know in a figure, after taking off those by name."""
    known = siege.known(site)
    return sum((cell.detractors, cell.passives, cell.promoters)) - sum(known)


def test_1_two_filters_that_differ_by_one_person(siege: Siege) -> None:
    shown = readers.released() if filled(siege) else {}
    sites = {label: cell for (margin, label), cell in shown.items() if margin == "site"}
    total = shown["all", "All answers"]
    left = [without_a_name(siege, cell, site) for site, cell in sites.items()]
    for size in range(1, len(sites) + 1):
        for some in itertools.combinations(sites, size):
            left.append(without_a_name(siege, total) - sum(without_a_name(siege, sites[s], s) for s in some))
    assert "Mill Lane" in sites
    assert [n for n in left if 0 < n < 5] == []
    assert without_a_name(siege, sites["Mill Lane"], "Mill Lane") == 0


@pytest.mark.parametrize("alone", [0, 1, 4, 5])
def test_1_two_services_that_differ_by_few_people(world: World, alone: int) -> None:
    """Everybody uses mail, all but a few printing too: both figures beside each other would show what these said."""
    siege = Siege(world)
    siege.ask({"Mill Lane": 14, "Depot": 14}, alone=alone)
    for site in siege.tokens:
        siege.say(site, [9, 8, 7, 6] * 3, name=True)
    siege.release()
    told = {name: readers.rows(siege, who) for name, who in siege.attackers().items()}
    assert set(told["dev"]) == set(told["ines"]) == {"csv", "xlsx", "api"}
    few = {"Printing"} if 0 < _using_mail_alone(siege) < 5 else set()
    for found in (one for every in told.values() for one in every.values()):
        shown = {row["label"] for row in found if row["section"] == "service" and row["n"]}
        assert shown == {"Mail", "Printing"} - few


def _using_mail_alone(siege: Siege) -> int:
    mail = siege.world.cast.mail.pk
    return sum(one.services == [mail] for one in Answer.objects.filter(survey_id=siege.survey_id))


def test_1_the_same_people_under_two_names(siege: Siege) -> None:
    """A site keeps its last figure, its one cell by site and service is new: both hold the same people."""
    siege.say("Mill Lane", [9] * 9, name=True)
    siege.say("Depot", [9, 8, 3, 9], name=True)
    siege.release()
    empty = {"detractors": 0, "passives": 0, "promoters": 0, "unscored": 0, "asked": 0, "replied": 0}
    strata = ReleaseCell.objects.filter(margin="stratum", label__startswith="Mill Lane")
    assert strata.update(hidden=True, reason="beside", scores=[0] * 11, **empty) == 1
    siege.say("Mill Lane", [3, 9], name=True)
    siege.say("Depot", [9] * 5, name=True)
    siege.release()
    shown = {label: cell for (margin, label), cell in readers.released().items() if margin in ("site", "stratum")}
    mill = [cell.scores for label, cell in shown.items() if label.startswith("Mill Lane")]
    assert len(mill) == 1, mill
    (tried,) = try_to_subtract(actor=system(), at=NOW)
    assert tried.good and tried.n > 1
    ReleaseCell.objects.filter(pk=shown["Mill Lane"].pk).update(promoters=9, scores=[0] * 9 + [9, 0])
    same = ReleaseCell(release_id=shown["Mill Lane"].release_id, margin="site_quarter", promoters=8)
    same.key, same.label, same.scores = f"{shown['Mill Lane'].key}|2026-Q1", "Mill Lane", [0] * 9 + [8, 0]
    same.save()
    assert not try_to_subtract(actor=system(), at=NOW)[0].good


def test_2_two_periods(siege: Siege) -> None:
    siege.say("Mill Lane", [9] * 6, name=True)
    siege.say("Depot", [9, 8, 3, 0, 10, 6], name=False)
    siege.release()
    before, knew = readers.released(), siege.known()
    siege.say("Mill Lane", [9] * 4, name=True)
    siege.say("Mill Lane", [0], name=False, words=MARK)
    siege.release()
    after, knows = readers.released(), siege.known()
    moved = [b - a for a, b in zip(_of(before), _of(after), strict=True)]
    unknown = [n - (b - a) for n, a, b in zip(moved, knew, knows, strict=True)]
    assert sum(map(abs, moved)) == 0 or sum(map(abs, unknown)) in {0} | set(range(5, 99)), (moved, unknown)


def _of(shown: Any) -> tuple[int, int, int]:
    cell = shown["all", "All answers"]
    return cell.detractors, cell.passives, cell.promoters


def test_3_pooled_against_single(siege: Siege) -> None:
    filled(siege)
    periods = {label for margin, label in readers.released() if margin == "period"}
    siege.say("Depot", [9, 9, 1], name=False)
    siege.say("Yard", [3], name=False)
    siege.say("Mill Lane", [0], name=False)
    siege.release(at=NOW)
    later = {label for margin, label in readers.released() if margin == "period"}
    quarters = {label for label in periods | later if " to " in label}
    assert all(not (_months(quarter) & (later | periods - quarters)) for quarter in quarters)
    for attacker in siege.attackers().values():
        for seen in readers.figures(siege, attacker).values():
            assert all(n >= 5 for n in seen.values())


def _months(quarter: str) -> set[str]:
    first, _, rest = quarter.partition(" to ")
    months = {"January": ("January", "February", "March"), "April": ("April", "May", "June"),
              "July": ("July", "August", "September"), "October": ("October", "November", "December")}  # fmt: skip
    return {f"{month} {rest[-4:]}" for month in months[first]}


def test_4_export_against_page(siege: Siege) -> None:
    filled(siege)
    shown = {
        (margin, label): c.detractors + c.passives + c.promoters for (margin, label), c in readers.released().items()
    }
    for attacker in siege.attackers().values():
        told = readers.figures(siege, attacker)
        for (margin, key), n in told["command"].items():
            assert margin in {"all", "period"} or shown[margin, key] == n
        both = told["command"].keys() & told["page"].keys()
        assert all(told["command"][key] == told["page"][key] for key in both)
        page, file = (plain(browser(attacker).get(address)) for address in ("/results", "/results.csv"))
        assert MARK not in page + file


PARTS = {"service", "site", "team", "channel", "way", "language", "tenure", "group"}


def test_4_page_csv_workbook_and_api_show_the_same(siege: Siege) -> None:
    """Row by row: what one of them leaves out, no other tells, and what one of them tells, all do."""
    filled(siege)
    dev = siege.attackers()["dev"]
    told = readers.rows(siege, dev)
    assert told["csv"] == told["xlsx"]
    assert told["csv"] == told["api"]
    page = readers.parts_of_page(siege, dev)
    parts = [row for row in told["csv"] if row["section"] in PARTS]
    assert {row["label"] for row in parts if row["hidden"]} == page.hidden
    shown = [row for row in parts if not row["hidden"]]
    newest = {(row["section"], row["key"]): row for row in shown}.values()  # of a way of help the page shows no more
    assert {(row["label"], row["n"]) for row in newest} <= page.shown
    assert page.shown <= {(row["label"], row["n"]) for row in shown}
    assert len(page.shown) >= 2 <= len(page.hidden)


@pytest.mark.slow
def test_5_paging_through_the_api(siege: Siege) -> None:
    before = {name: readers.texts(siege, who, "programs") for name, who in siege.attackers().items()}
    siege.say("Mill Lane", [0], name=False, words=MARK)
    after = {name: readers.texts(siege, who, "programs") for name, who in siege.attackers().items()}
    assert differing(before, after) - ANEW == set()
    assert not any(MARK in text for found in after.values() for where, text in found.items() if where not in ANEW)


def test_6_a_response_rate_of_a_hundred_percent(siege: Siege) -> None:
    siege.say("Depot", [0] * 12, name=False)
    siege.say("Mill Lane", [9] * 5 + [3], name=False)
    siege.say("Mill Lane", [9] * 6, name=True)
    siege.release()
    shown = readers.released()
    assert ("site", "Depot") not in shown
    assert not any(label.startswith("Depot") for _, label in shown)
    for attacker in siege.attackers().values():
        for seen in readers.figures(siege, attacker).values():
            assert not any("Depot" in key for _, key in seen)


@pytest.mark.parametrize("named", [False, True])
def test_6_where_everybody_answered_nothing_is_shown_whatever_they_said(siege: Siege, named: bool) -> None:
    siege.say("Depot", [0, 9, 8, 7] * 3, name=named)
    siege.say("Mill Lane", [9, 3, 8] * 2, name=False)
    siege.say("Yard", [9, 3, 8] + [7] * 2, name=named)
    siege.release()
    depot = {margin for margin, label in readers.released() if label.startswith("Depot")}
    assert depot == ({"site", "stratum", "site_quarter"} if named else set())
    for found in readers.rows(siege, siege.attackers()["dev"]).values():
        full = [
            row for row in found if row["response_rate"] in ("1", "1.0") or 0 != row["asked"] == row["answered"] != ""
        ]
        assert bool(full) == named


def test_7_the_order_of_time(siege: Siege) -> None:
    people = anonymously(siege, many=42, words=MARK)
    turns = {row.pk: int(row.words.rsplit(" ", 1)[1]) for row in Answer.objects.filter(mode=Mode.ANONYMOUS)}
    assert len(turns) == len(people) == 42
    answers, yes = places_of(Answer), places_of(AnonymousInvitation)
    of_person = {person: pk for pk, person in AnonymousInvitation.objects.values_list("pk", "person_id")}
    for left, right in itertools.product(next(iter(yes.values())), next(iter(answers.values()))):
        here = [yes[of_person[people[turn]]][left] for turn in turns.values()]
        rho, chance = rules.rank_correlation(here, [answers[pk][right] for pk in turns])
        assert abs(rho) < 0.6 or chance > 0.001, (left, right, rho)
    by_id = rules.rank_correlation(list(turns.values()), list(turns))
    assert abs(by_id[0]) < 0.6


def test_7_the_order_of_numbers_in_addresses_and_of_rows(siege: Siege) -> None:
    """Forms and list lead to words without a name: neither their numbers nor their places tell which came first."""
    for site in ("Depot", "Mill Lane"):
        siege.say(site, [9] * 12, name=False, words=MARK)
    for turn, row in enumerate(Answer.objects.filter(survey_id=siege.survey_id).exclude(words="").order_by("pk")):
        Answer.objects.filter(pk=row.pk).update(words=f"{MARK}, answer {turn:02}.")
    siege.release()
    newest = insights.latest_release(system(), survey_id=siege.survey_id)
    assert newest is not None
    gather_words(survey_id=siege.survey_id, release_id=newest.pk, actor=system(), at=NOW)
    noor = siege.attackers()["noor"]
    page = plain(browser(noor).get("/desk/loyalty/words", {"survey": siege.survey_id}))
    listed = page.partition('id="list"')[2]
    turns = [int(turn) for turn in re.findall(r", answer (\d\d)\.”", listed)]
    keys = [int(key) for key in re.findall(r"/words/(\d+)/tag", listed)]
    assert len(turns) == len(keys) == 24
    for order in (keys, list(range(24))):
        rho, chance = rules.rank_correlation(order, turns)
        assert abs(rho) < 0.6 or chance > 0.001, rho
    assert not [one.words for one in surveys.try_to_link(actor=system(), at=NOW) if not one.good]


@pytest.mark.slow
def test_8_the_ledger(siege: Siege) -> None:
    mark = person_behind(siege.tokens["Mill Lane"][0])
    rows = (Act.objects.count(), Episode.objects.count(), Trace.objects.count())
    names = told(siege, "queries", "dev", "hugo")
    siege.say("Mill Lane", [0], name=False, words=MARK)
    assert rows == (Act.objects.count(), Episode.objects.count(), Trace.objects.count())
    assert not Act.objects.filter(person=mark, channel="answer").exists()
    after = told(siege, "queries", "dev", "hugo")
    assert differing(names, after) - LIVE_QUERIES == set()
    assert not any(MARK in text for found in after.values() for where, text in found.items() if where not in ANEW)


# Made anew for each look: a page or poster with another key, a first release with all said so far, a file's date.
ANEW = {
    "queries surveys.say_settings",
    "pages workspace:say_poster",
    "pages workspace:site_poster",
    "queries insights.their_words",
    "queries insights.words_released",
    "pages workspace:their_words",
    "pages workspace:loyalty_xlsx",
    "programs GET /api/v1/loyalty/{survey_id}/words",
}
# Only the counts that the release is made from; no page and no program calls them.
LIVE_QUERIES = {
    "queries surveys.alike_counts",
    "queries surveys.unnamed_counts",
    "queries insights.cells",
    "queries insights.cells_with_unnamed",
    "queries insights.received_by_way",
    "queries surveys.samples",
    "queries surveys.frame",
    "queries insights.surveys_to_release",
    "queries insights.loyalty",
    "queries insights.reading",
    *ANEW,
}


@pytest.mark.slow
def test_9_the_list_of_those_to_call(siege: Siege) -> None:
    mark = person_behind(siege.tokens["Mill Lane"][0])
    before = told(siege, "pages", "dev", "ruth")
    siege.say("Mill Lane", [0], name=False, words=MARK)
    after = told(siege, "pages", "dev", "ruth")
    assert differing(before, after) - ANEW == set()
    assert not any(mark.name in after[who].get("pages workspace:calls", "") for who in after)


def test_10_the_search_index(siege: Siege) -> None:
    entries = SearchEntry.objects.count()
    siege.say("Mill Lane", [0], name=False, words=MARK)
    assert SearchEntry.objects.count() == entries
    for attacker in siege.attackers().values():
        for words in ("crane driver", '"tell the crane"', "dares"):
            shown = plain(browser(attacker).get("/desk/find/", {"q": words}))
            assert MARK not in shown
    assert not SearchEntry.objects.filter(title__contains="crane").exists()


def test_11_log_files(
    siege: Siege, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: SAID_AT)
    caplog.set_level(logging.DEBUG)
    token = siege.tokens["Mill Lane"][0]
    for post in ({"score": "0", "words": MARK, "leave_name_out": "on"}, {"score": "x", "words": MARK}):
        Client().post(f"/answer/{token}", post)
    Client().get(f"/answer/{token}?score=0")
    assert Answer.objects.filter(words=MARK).count() == 1
    told = " ".join(f"{r.getMessage()} {r.__dict__.get('exc_text') or ''}" for r in caplog.records)
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix in {".log", ".txt", ".json"}]
    told += " ".join(path.read_text(errors="replace") for path in files)
    assert not [word for word in (token, MARK, "/answer/", "public:answer") if word in told]


def test_12_the_text_of_notices(siege: Siege) -> None:
    anonymously(siege, many=10, words=MARK)
    letters = Letter.objects.count()
    siege.say("Mill Lane", [0], name=False, words=MARK)
    surveys.move_sealed(actor=system(), at=SAID_AT)
    assert Letter.objects.count() == letters
    assert not [row.pk for row in Letter.objects.all() if MARK in f"{row.data}{row.subject}"]
    assert not [job.name for job in Job.objects.all() if MARK in str(job.args)]
