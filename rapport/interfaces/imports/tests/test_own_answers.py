"""Answers of one's own from a file: their question, scale, weights and groups; two wordings are never one survey."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from rapport.domains.insights import queries as insights
from rapport.domains.people.models import Site
from rapport.domains.surveys.models import Answer, Survey
from rapport.foundation.actors import system
from rapport.interfaces.cli import import_runs
from rapport.interfaces.imports.reading import Unreadable
from tests import cast
from tests.cast import MONDAY, Cast

CSAT = """
name = "desk_2025"
takes = "answers"
wave = "2025-06"
how = "drawn"
mode = "confidential"
judged = "it"
blank = [""]
unknown_site = "{unknown}"
[survey]
name = "{name}"
kind = "csat"
question = "How satisfied were you?"
[columns]
score = "Q1"
site = "Where"
weight = "W"
group = "Floor"
"""


@pytest.fixture
def northwind(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


def mapping(folder: Path, text: str = CSAT, **given: str) -> str:
    path = folder / "own.toml"
    path.write_text(text.format(**{"unknown": "create", "name": "Desk survey"} | given))
    return str(path)


def file(folder: Path) -> Path:
    """Ten fives of weight 1 upstairs, ten twos of weight 3 downstairs, all at a site nobody knows."""
    lines = ["5,Tower,1,Upstairs"] * 10 + ["2,Tower,3,Downstairs"] * 10
    path = folder / "answers.csv"
    path.write_text("Q1,Where,W,Floor\n" + "\n".join(lines) + "\n")
    return path


def test_a_file_of_one_to_five_is_a_survey_of_its_own_with_weights_and_groups(northwind: Cast, tmp_path: Path) -> None:
    counts = import_runs.answers(file(tmp_path), given=mapping(tmp_path))
    assert (counts["taken"], counts["refused"]) == (20, 0)
    survey = Survey.objects.get(name="Desk survey")
    assert survey.kind == "csat"
    page = insights.loyalty(northwind.dev, survey_id=survey.pk)
    assert page.figure is not None
    assert (page.figure.n, page.figure.points) == (20, 50.0)
    assert page.weighted is not None
    assert page.weighted.points == pytest.approx(25.0)  # ten of weight 1 among forty
    assert page.weighted.low < 25.0 < page.weighted.high
    groups = {one.label: (one.last.n, one.last.points) for name, many in page.facets if name == "group" for one in many}
    assert groups == {"Upstairs": (10, 100.0), "Downstairs": (10, 0.0)}
    assert [(one.label, one.last.n) for one in page.sites] == [("Tower", 20)]
    assert insights.score_rows(system(), survey_id=survey.pk)["total"]["n"] == 20


def test_an_unknown_site_is_made_kept_unknown_or_refused_as_the_mapping_says(northwind: Cast, tmp_path: Path) -> None:
    kept = import_runs.answers(file(tmp_path), given=mapping(tmp_path, unknown="not known"))
    assert (kept["taken"], Answer.objects.filter(site__isnull=False).count()) == (20, 0)
    assert not Site.objects.filter(name="Tower").exists()
    refused = import_runs.answers(file(tmp_path), given=mapping(tmp_path, unknown="refuse", name="Another"))
    assert refused["refused"] == 20


def test_two_wordings_are_never_one_survey(northwind: Cast, tmp_path: Path) -> None:
    import_runs.answers(file(tmp_path), given=mapping(tmp_path))
    other = CSAT.replace("How satisfied were you?", "How happy were you?")
    with pytest.raises(Unreadable, match="never mixed"):
        import_runs.answers(file(tmp_path), given=mapping(tmp_path, other))
    own = CSAT.replace('kind = "csat"', 'kind = "own"\nscale = [1, 7]\nbetter = "low"')
    import_runs.answers(file(tmp_path), given=mapping(tmp_path, own, name="Own"))
    judged = insights.judging(northwind.dev, survey_id=Survey.objects.get(name="Own").pk)
    assert (judged.low, judged.high, judged.better) == (1, 7, "low")


def test_anonymous_answers_keep_no_group(northwind: Cast, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="anonymous answers keep no group"):
        import_runs.answers(
            file(tmp_path), given=mapping(tmp_path, CSAT.replace('mode = "confidential"', 'mode = "anonymous"'))
        )


FORMS = """
name = "forms"
takes = "answers"
wave = "2025-06"
how = "drawn"
mode = "confidential"
judged = "it"
{more}
[columns]
score = "How likely, 0 to 10?"
answered_on = "Day"
weight = "W"
words = "Why"
"""
HEAD = '"How likely, 0 to 10?";"Day";"W";"Why"\n'
ROWS = (
    "10 - Extremely likely;31.01.2025;1,5;Gr\u00fc\u00dfe",
    "0 (not at all);2025-02-01 10:00;2;",
    "7,0;20250203;1.25;",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_as_spreadsheets_write_them_are_read(northwind: Cast, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "forms.csv"
    path.write_bytes((HEAD + "\n".join(ROWS) + "\n").encode(encoding))
    said = 'encoding = "cp1252"' if encoding == "cp1252" else ""
    done = import_runs.answers(path, given=mapping(tmp_path, FORMS, more=said))
    assert (done["taken"], done["refused"]) == (3, 0)
    rows = Answer.objects.order_by("answered_on").values_list("score", "answered_on", "weight", "words")
    assert [(score, str(day), weight, words) for score, day, weight, words in rows] == [
        (10, "2025-01-31", 1.5, "Gr\u00fc\u00dfe"),
        (0, "2025-02-01", 2.0, ""),
        (7, "2025-02-03", 1.25, ""),
    ]


def test_a_day_that_reads_two_ways_is_refused_until_the_mapping_says_its_form(northwind: Cast, tmp_path: Path) -> None:
    path = tmp_path / "forms.csv"
    path.write_text(HEAD + "9;01/02/2025;1;\n9-10;2025-01-01;1;\n-3;2025-01-01;1;\n11 - beyond;2025-01-01;1;\n")
    assert import_runs.answers(path, given=mapping(tmp_path, FORMS, more=""))["refused"] == 4
    left_out = (tmp_path / "forms.csv.refused.csv").read_text()
    assert 'day = ""%m/%d/%Y""' in left_out and "'-3' is not a whole number" in left_out
    done = import_runs.answers(path, given=mapping(tmp_path, FORMS, more='day = "%m/%d/%Y"'))
    assert (done["taken"], str(Answer.objects.get().answered_on)) == (1, "2025-01-02")
