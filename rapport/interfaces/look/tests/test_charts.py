"""Charts say their figures, hide what is too few, and share their scales."""

import itertools
import re
from xml.etree import ElementTree

import pytest

from rapport.interfaces.look.figures import distribution, gap, multiples, pieces, targets, trend
from rapport.interfaces.look.figures.gap import Gap
from rapport.interfaces.look.figures.multiples import Multiple
from rapport.interfaces.look.figures.targets import Target
from rapport.interfaces.look.figures.trend import Change, Month

YEAR = tuple(Month(f"M{n}", points=n, low=n - 15, high=n + 15, n=60) for n in range(12))
COUNTS = (1, 1, 2, 3, 4, 6, 7, 15, 19, 23, 18)
NPS = Target("Would recommend us", "points", target=20, value=17, low=1, high=32, n=99)
VISITS = Target("Fixed in one visit", "percent", target=80, value=71, low=62, high=79, n=104)
SITES = Gap("Sites", "Noor", 96, 412, 95, 56, 45, 66, 82, 75)


def place(svg: str, name: str, attribute: str) -> float:
    found = re.search(rf'class="{name}"[^>]* {attribute}="(-?[\d.]+)"', svg)
    assert found, f"no {name} on the drawing"
    return float(found[1])


@pytest.mark.parametrize("width", [trend.WIDE, trend.PHONE])
def test_the_last_value_is_named_with_its_range(width: int) -> None:
    svg = trend.draw(YEAR, width=width)
    assert ">+11<" in svg
    assert ">−4 to +26<" in svg
    assert svg.count('class="zero"') == 1


def test_a_month_below_ten_answers_leaves_a_gap_and_is_said_in_words() -> None:
    months = (*YEAR[:5], Month("M5", points=90, low=80, high=100, n=9), *YEAR[6:])
    svg = trend.draw(months)
    assert svg.count('class="line"') == 2
    assert ">+100<" not in svg
    assert trend.held_back(months) == "Not shown: M5. Too few people answered for a score."
    assert trend.as_table(months)[5].points == "not shown"


@pytest.mark.parametrize("width", [trend.WIDE, trend.PHONE])
@pytest.mark.parametrize("at", range(4))
def test_the_words_of_a_single_point_lie_beside_its_whisker(width: int, at: int) -> None:
    silent = Month("M", points=None, low=0, high=0, n=2)
    months = [*[silent] * at, Month("Oct", points=20, low=-60, high=100, n=12), *[silent] * (3 - at)]
    root = ElementTree.fromstring(trend.draw(months, width=width))
    (band,) = (one for one in root.findall("rect") if one.get("class") == "interval")
    right = float(band.get("x", 0)) + float(band.get("width", 0))
    said = {node.text: float(node.get("x", 0)) for node in root.findall("text")}
    assert all(right < said[words] < width - 40 for words in ("+20", "−60 to +100"))


def test_a_trend_without_any_value_still_says_so() -> None:
    svg = trend.draw([Month("Oct", points=None, low=0, high=0, n=2)])
    assert "too few answers in every month" in svg


def test_words_of_changes_do_not_cross_another_change() -> None:
    svg = trend.draw(YEAR, changes=[Change("M5", "signal tests begin"), Change("M6", "new printers")])
    root = ElementTree.fromstring(svg)
    said = {node.text: node.get("class") for node in root.findall("text")}
    assert said["new printers"] is None
    assert said["signal tests begin"] == "t-end"


def test_a_change_is_escaped() -> None:
    assert "<b>" not in trend.draw(YEAR, changes=[Change("M3", "<b>new</b>")])


@pytest.mark.parametrize("width", [distribution.WIDE, distribution.PHONE])
def test_eleven_columns_stand_in_three_groups(width: int) -> None:
    svg = distribution.draw(COUNTS, width=width)
    root = ElementTree.fromstring(svg)
    columns = sorted(float(node.get("x", 0)) for node in root.findall("rect") if float(node.get("width", 0)) > 20)
    steps = [round(right - left) for left, right in itertools.pairwise(columns)]
    assert len(columns) == 11
    assert steps[6] > steps[0] and steps[8] > steps[0]
    assert columns[-1] + steps[0] - distribution.BETWEEN <= width


def test_the_groups_are_counted() -> None:
    said = distribution.draw(COUNTS)
    for words in ("24 detractors", "34 passives", "41 promoters"):
        assert words in said


def test_few_answers_are_not_drawn() -> None:
    assert distribution.held_back([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]).startswith("Not shown: fewer than five")
    assert distribution.held_back([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6]).startswith("Not shown: fewer than ten")
    assert distribution.held_back(COUNTS) == ""


def test_ten_counts_are_refused() -> None:
    with pytest.raises(distribution.NotElevenCounts):
        distribution.draw(COUNTS[:10])


def test_multiples_share_one_scale() -> None:
    high, low = Multiple("Offices", YEAR), Multiple("Sites", tuple(Month(m.name, -40, -60, -20, 30) for m in YEAR))
    scale = multiples.bounds([high, low])
    assert scale == (-60, 26)
    assert place(multiples.draw(high, scale=scale), "dot", "cy") < place(multiples.draw(low, scale=scale), "dot", "cy")


def test_a_multiple_with_too_few_answers_says_what_is_left_out_beside() -> None:
    store = Multiple("Drawing store", (Month("Oct", None, 0, 0, 3),), beside="Depot South")
    assert not store.shown
    assert "Depot South is left out too" in store.held_back


def test_one_period_has_a_whisker_instead_of_a_band() -> None:
    svg = multiples.draw(Multiple("Yard", YEAR[:1]), scale=(-20, 30))
    assert 'class="whisk"' in svg and "polygon" not in svg


def test_a_period_held_back_leaves_a_hole_in_a_multiple() -> None:
    months = (*YEAR[:2], Month("Q2", None, 0, 0, 3), *YEAR[2:4])
    svg = multiples.draw(Multiple("Yard", months), scale=(-40, 40))
    assert svg.count("<polyline") == svg.count("<polygon") == 2


def test_below_the_target_is_left_and_hollow_above_is_right_and_full() -> None:
    assert place(targets.draw(NPS), "dot-miss", "cx") < targets.MIDDLE
    kept = Target("A first word", "percent", target=90, value=94, low=92, high=95, n=1204)
    assert place(targets.draw(kept), "dot", "cx") > targets.MIDDLE


@pytest.mark.parametrize("far", [-100, 60, 100])
def test_a_result_far_away_stays_on_the_drawing(far: float) -> None:
    svg = targets.draw(Target("Would recommend us", "points", target=20, value=far, low=-100, high=100, n=99))
    ends = [float(x) for x in re.findall(r'class="whisk" d="M([\d.]+) 15H([\d.]+)', svg)[0]]
    assert min(ends) >= 0 and max(ends) <= targets.WIDTH


def test_a_target_speaks_its_own_unit() -> None:
    assert (NPS.aim, NPS.result, NPS.range) == ("+20", "+17", "+1 to +32")
    assert (VISITS.aim, VISITS.result, VISITS.range) == ("80\N{NO-BREAK SPACE}%", "71\N{NO-BREAK SPACE}%", "62 to 79")
    assert NPS.verdict == "Not reached. But +20 lies inside the range."


def test_facts_and_perception_lie_on_one_scale() -> None:
    svg = gap.draw(SITES)
    assert place(svg, "f-ink", "x") > place(svg, "dot", "cx")
    assert "Facts 96 percent; perception 56 percent, 45 to 66" in svg


def test_the_scale_begins_lower_when_somebody_lies_lower() -> None:
    assert gap.floor_of([SITES]) == 40
    unhappy = Gap("Yard", "", 90, 50, 95, 30, 12, 52, 40, 75)
    assert gap.floor_of([SITES, unhappy]) == 0
    assert place(gap.draw(unhappy, floor=0), "dot", "cx") > gap.LEFT


def test_squares_grow_by_area() -> None:
    quarter, whole = (
        float(re.findall(r'width="([\d.]+)" height="[\d.]+"/>', pieces.square(n, 100, "rose"))[0]) for n in (25, 100)
    )
    assert whole == pytest.approx(2 * quarter)


@pytest.mark.parametrize(
    "svg",
    [trend.draw(YEAR), distribution.draw(COUNTS), targets.draw(NPS), gap.draw(SITES), pieces.shares(24, 34, 41)],
)
def test_every_chart_is_one_picture_with_a_gist_and_no_inline_style(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert len(root.get("aria-label") or "") > 10
    assert "style=" not in svg
