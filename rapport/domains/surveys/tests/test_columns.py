"""A draw from columns takes the same people for the same reasons as one that looks at each person by themself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.domains.people import actions as people_actions
from rapport.domains.people.models import Address, Person, Role, Site, Use
from rapport.domains.people.types import STAFF_ROLES, OrganisationKind, RoleName
from rapport.domains.surveys import actions, queries, rules
from rapport.domains.surveys.models import FrameCell, FrameRow, RestPeriod, Sample, Survey
from rapport.domains.surveys.tests.asking import crowd, survey_id
from rapport.domains.surveys.types import Asked, Candidate, Per, Rest, Skipped
from rapport.foundation import leaving
from rapport.foundation.actors import system
from rapport.foundation.leaving.exporting import carry_on_export
from rapport.foundation.leaving.leavers import Leaver
from tests import cast
from tests.cast import MONDAY, Cast

OCTOBER = date(2026, 10, 1)
DAYS = st.dates(date(2026, 7, 1), date(2027, 1, 31))


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    keys = draw(st.lists(st.integers(1, 10**6), max_size=60, unique=True))
    found = []
    for key in keys:
        services = draw(st.sets(st.integers(1, 3), min_size=1))
        found.append(
            Candidate(
                key=key,
                site=draw(st.sampled_from([None, 4, 5])),
                service=draw(st.sampled_from(sorted(services))),
                known_since=draw(st.none() | st.just(date(2020, 1, 1)) | DAYS),
                organisation_id=draw(st.integers(1, 2)),
                services=tuple(sorted(services)),
                rests_until=draw(st.none() | DAYS),
                **dict(zip(FLAGS, draw(st.tuples(*[st.sampled_from(LIKELY[flag]) for flag in FLAGS])), strict=True)),
            )
        )
    return found


FLAGS = ("opted_out", "reachable", "serves", "contact", "public")
LIKELY = {flag: [flag == "reachable"] * 5 + [flag != "reachable"] for flag in FLAGS}


@settings(max_examples=50)
@given(some=candidates(), size=st.integers(1, 40), seed=st.integers(0, 10**15), asked=st.sampled_from(Asked))
def test_both_ways_draw_the_same(some: list[Candidate], size: int, seed: int, asked: Asked) -> None:
    given: dict[str, Any] = {"month": OCTOBER, "size": size, "rest_days": 90, "seed": seed, "asked": asked}
    one, other = rules.draw(some, **given), rules.draw_columns(rules.columns_of(some), **given)
    assert one == other
    assert list(other.frame) == one.frame
    cells = list(rules.cells_of(other.of)) if other.of else []
    lines = {line.candidate.key: line for line in [*one.frame, *one.skipped]}
    said = {
        key: (cell.stratum, cell.outcome, cell.reason, cell.probability, cell.organisation_id, cell.site, cell.service)
        for cell in cells
        for key in cell.keys.tolist()
    }
    assert sum(len(cell.keys) for cell in cells) == len(lines)
    for key, line in lines.items():
        who = line.candidate
        place = (who.organisation_id, who.site, who.service)
        assert said[key] == (line.stratum, line.outcome, line.reason, line.probability, *place)


@pytest.fixture
def people(db: None) -> Cast:
    """Two hundred people of several sites and services, some resting, opted out, new, merged, or without an address."""
    found = cast.build(at=MONDAY - timedelta(days=400))
    some = [*crowd(found, 120), *crowd(found, 80, site="Dock Road")]
    rest = RestPeriod(since=date(2026, 9, 1), until=date(2026, 11, 30), kind=Rest.RELATIONAL)
    for number, person in enumerate(some[:9]):
        RestPeriod.objects.create(person_id=person, kind=list(Rest)[number % 4], since=rest.since, until=rest.until)
    Person.objects.filter(pk__in=some[5:9]).update(opted_out_at=MONDAY)
    Person.objects.filter(pk__in=some[9:12]).update(known_since=date(2026, 9, 20))
    Person.objects.filter(pk=some[12]).update(known_since=None)
    Person.objects.filter(pk=some[13]).update(merged_into=some[14])
    Person.objects.filter(pk=some[15]).update(unnamed=True)
    Person.objects.filter(pk__in=some[30:40]).update(site=None)
    Address.objects.filter(person_id__in=some[16:18]).delete()
    Use.objects.filter(person_id__in=some[18:20]).update(until=date(2026, 9, 30))
    Use.objects.bulk_create(
        Use(person_id=one, service=found.printing, since=date(2025, 1, 1) + timedelta(days=n % 3))
        for n, one in enumerate(some[40:90])
    )
    dock = Site.objects.get(name="Dock Road")
    Use.objects.create(site=dock, service=found.printing, since=date(2024, 6, 1))
    Use.objects.create(site=dock, service=found.mail, since=date(2026, 5, 1), until=date(2026, 9, 1))
    return found


def one_by_one(day: date, asked: Asked = Asked.USER) -> list[Candidate]:
    """Everybody as a draw sees them, read person by person as docs/measures.md 2 says it."""
    staff = set(Role.objects.filter(role__in=STAFF_ROLES).values_list("person_id", flat=True))
    contacts = set(Role.objects.filter(role=RoleName.CLIENT_CONTACT).values_list("person_id", flat=True))
    found = []
    for one in Person.objects.filter(merged_into=None, unnamed=False).select_related("organisation"):
        uses = [*Use.objects.filter(person=one), *(Use.objects.filter(site=one.site) if one.site else ())]
        held = [(use.since, use.service_id) for use in uses if use.since <= day <= (use.until or day)]
        ends = [
            max(row.until, row.since + timedelta(days=90)) if row.kind == Rest.RELATIONAL else row.until
            for row in RestPeriod.objects.filter(person=one).exclude(kind=Rest.TRANSACTIONAL)
        ]
        if held:
            found.append(
                Candidate(
                    key=one.pk,
                    site=one.site_id,
                    service=min(held, key=lambda use: (-use[0].toordinal(), use[1]))[1],
                    known_since=one.known_since,
                    organisation_id=one.organisation_id,
                    services=tuple(sorted({service for _, service in held})),
                    opted_out=one.opted_out_at is not None,
                    rests_until=max((end for end in ends if end > day), default=None),
                    reachable=one.addresses.exists(),
                    serves=one.pk in staff,
                    contact=one.pk in contacts,
                    public=one.organisation.kind == OrganisationKind.PUBLIC,
                )
            )
    return found


def test_the_stored_draw_is_the_one_of_everybody_looked_at_one_by_one(people: Cast) -> None:
    expected = rules.draw(one_by_one(OCTOBER), month=OCTOBER, size=23, rest_days=90, seed=11)
    made = actions.draw_sample(survey_id=survey_id(people), month=OCTOBER, size=23, seed=11, actor=system(), at=MONDAY)
    assert made.frame == expected.frame
    assert made.skipped == expected.skipped
    assert made.drawn == expected.drawn
    assert len({one.reason for one in made.skipped}) >= 5
    assert len({one.stratum for one in made.frame}) >= 4


def test_what_is_stored_repeats_the_draw_without_the_people_of_today(people: Cast) -> None:
    survey = survey_id(people)
    made = actions.draw_sample(survey_id=survey, month=OCTOBER, size=23, seed=11, actor=system(), at=MONDAY)
    Use.objects.all().delete()
    sample = Sample.objects.get(pk=made.sample_id)
    rows, cells = FrameRow.objects.filter(sample=sample), FrameCell.objects.filter(sample=sample)
    inside = [Candidate(row.person_id or 0, row.site_id, row.service_id, date(2020, 1, 1)) for row in rows]
    for cell in cells.filter(outcome="not_drawn"):
        keys = rules.unpacked(bytes(cell.people)).tolist()
        inside += [Candidate(key, cell.site_id, cell.service_id, date(2020, 1, 1)) for key in keys]
    again = rules.draw(inside, month=sample.month, size=sample.size, rest_days=sample.rest_days, seed=sample.seed)
    assert again.frame_hash == sample.frame_hash
    assert {line.candidate.key for line in again.drawn} == set(rows.values_list("person_id", flat=True))
    assert {row.person_id: row.probability for row in rows} == {
        line.candidate.key: line.probability for line in again.drawn
    }
    page = queries.frame(people.dev, sample.pk)
    assert (sum(one.framed for one in page.strata), sum(one.drawn for one in page.strata)) == (len(made.frame), 23)
    assert dict(page.skipped) == Counter(str(line.reason) for line in made.skipped)
    assert queries.frame_sizes(people.dev, survey_id=survey, month=OCTOBER) == Counter(
        line.stratum for line in made.frame
    )


def test_whoever_is_erased_is_in_no_frame_and_counts_stay(people: Cast, tmp_path: Any) -> None:
    made = actions.draw_sample(survey_id=survey_id(people), month=OCTOBER, size=23, seed=11, actor=system(), at=MONDAY)
    not_drawn = next(line for line in made.frame if line.probability and line not in made.drawn).candidate.key
    skipped = made.skipped[0].candidate.key
    gone = Leaver((int(not_drawn), int(skipped)))
    many = FrameCell.objects.count(), sum(cell.n for cell in FrameCell.objects.all())
    file = tmp_path / "taken-along.zip"
    _all(lambda place: carry_on_export(gone, place, file))
    assert b"surveys/frames-" in file.read_bytes()
    _all(lambda place: leaving.carry_on(gone, place))
    held = {key for cell in FrameCell.objects.all() for key in rules.unpacked(bytes(cell.people)).tolist()}
    assert not held & set(gone.person_ids)
    assert len(held) == len(made.frame) + len(made.skipped) - 23 - 2
    assert many == (FrameCell.objects.count(), sum(cell.n for cell in FrameCell.objects.all()))


def _all(step: Any) -> None:
    place: leaving.Place | None = leaving.Place()
    while place is not None:
        place = step(place)


def names(lines: Sequence[Any]) -> set[str]:
    return set(Person.objects.filter(pk__in=[line.candidate.key for line in lines]).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("asked", "inside", "outside"),
    [
        (Asked.USER, {"Marta Kolb", "Lena Fors", "Ruth Adeyemi"}, {"Hugo Marek": Skipped.SERVES}),
        (Asked.CLIENT_CONTACT, {"Ruth Adeyemi"}, {"Marta Kolb": Skipped.NOT_CONTACT, "Hugo Marek": Skipped.SERVES}),
        (Asked.FRONT_LINE, {"Marta Kolb", "Lena Fors"}, {"Ruth Adeyemi": Skipped.NOT_FRONT_LINE}),
        (Asked.STAFF, {"Hugo Marek", "Dev Anand"}, {"Marta Kolb": Skipped.NOT_STAFF}),
    ],
)
def test_who_is_asked_limits_draw_and_planner_alike(
    db: None, asked: Asked, inside: set[str], outside: dict[str, Skipped]
) -> None:
    found = cast.build(at=MONDAY - timedelta(days=400))
    if asked is not Asked.CLIENT_CONTACT:  # she has to do with Mail because her people use it
        people_actions.record_use(
            service_id=found.mail.pk, person_ids=[found.ruth.person_id or 0, found.tomas.person_id or 0],
            since=date(2026, 1, 1), actor=system(), at=MONDAY,
        )  # fmt: skip
    if asked is not Asked.STAFF:  # they have to do with the services of their teams
        people_actions.record_use(
            service_id=found.mail.pk, person_ids=[found.hugo.person_id or 0],
            since=date(2026, 1, 1), actor=system(), at=MONDAY,
        )  # fmt: skip
    Person.objects.update(known_since=date(2020, 1, 1))
    survey = survey_id(found)
    Survey.objects.filter(pk=survey).update(asked=asked)
    plan = queries.plan(found.dev, survey_id=survey, margin=20, per=Per.SERVICE, rest_days=90, at=MONDAY)
    trial = queries.trial_draw(found.dev, survey_id=survey, month=OCTOBER, size=9, rest_days=90, seed=1)
    made = actions.draw_sample(survey_id=survey, month=OCTOBER, size=9, seed=1, actor=system(), at=MONDAY)
    reasons = {line.candidate.key: line.reason for line in made.skipped}
    by_name = {row.name: reasons[row.pk] for row in Person.objects.filter(pk__in=reasons)}
    assert (plan.asked, plan.frame) == (asked, len(made.frame))
    assert sum(n for _, n in plan.skipped) == len(made.skipped)
    assert inside <= names(made.frame) == names(trial.frame)
    assert outside.items() <= by_name.items()
    assert not names(made.frame) & outside.keys()
    if asked is Asked.FRONT_LINE:
        assert by_name["Tomas Wier"] == Skipped.NOT_FRONT_LINE  # a citizen
