"""Views with kept counts, tags and custom fields in filters, and one change of several tickets."""

from __future__ import annotations

import pytest

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import SavedView, Ticket
from rapport.domains.desk.queries import ViewFilters
from rapport.domains.desk.tests.mails import mailbox
from rapport.domains.promises.models import Clock
from rapport.foundation.actors import NotAllowed, NotFound, system
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    found = build()
    mailbox(found)
    return found


@pytest.fixture
def three(cast: Cast) -> list[Ticket]:
    """Marta about mail, Ivo about nothing in particular, Lena promised an answer."""
    asked = ((cast.marta, cast.mail.pk), (cast.ivo, None), (cast.lena, cast.mail.pk))
    found = [
        actions.open_ticket(actor=who, at=MONDAY + n * ONE_HOUR, text=f"Matter {n}", service_id=service)
        for n, (who, service) in enumerate(asked)
    ]
    actions.answer(
        ticket_id=found[2].pk,
        text="Soon.",
        then="wait",
        promise_until=MONDAY + 8 * ONE_HOUR,
        actor=cast.hugo,
        at=MONDAY + 3 * ONE_HOUR,
    )
    return found


def keys(cast: Cast, at: object = None, **limits: object) -> list[str]:
    found = queries.filtered_queue(cast.hugo, ViewFilters(**limits), at=at or MONDAY + 4 * ONE_HOUR)  # type: ignore[arg-type]
    return [row.key for row in found.rows]


def test_a_list_is_limited_by_everything_that_is_chosen(cast: Cast, three: list[Ticket]) -> None:
    one, two, answered = (ticket.key for ticket in three)
    actions.set_tags(ticket_id=three[0].pk, names=["Attic, cold  start"], actor=cast.hugo, at=MONDAY)
    room = actions.keep_field(service_id=cast.mail.pk, name="Rooms", kind="number", actor=cast.ines, at=MONDAY)
    actions.set_fields(ticket_id=three[2].pk, values={room.pk: "3,0"}, actor=cast.hugo, at=MONDAY)
    assert keys(cast) == [one, two, answered]
    assert keys(cast, tags=("attic", "cold start")) == [one]
    assert keys(cast, tags=("attic", "warm")) == []
    assert keys(cast, service_id=cast.mail.pk, waits="us") == [one]
    assert keys(cast, waits="them") == keys(cast, stands="waiting") == [answered]
    assert keys(cast, assignee="me") == keys(cast, assignee=str(cast.hugo.person_id)) == [answered]
    assert keys(cast, assignee="nobody", organisation_id=cast.aldergate.pk) == [one, two]
    assert keys(cast, at_risk=True) == [answered]
    assert keys(cast, field_id=room.pk, field_value="3") == keys(cast, field_id=room.pk) == [answered]
    assert keys(cast, older_days=2) == []
    assert keys(cast, at=MONDAY + 3 * ONE_DAY, older_days=2) == [one, two, answered]
    actions.solve(ticket_id=three[1].pk, actor=cast.hugo, at=MONDAY + 5 * ONE_HOUR)
    assert keys(cast, stands="done") == [two]


def test_a_view_shows_what_was_counted_and_no_page_counts(
    cast: Cast, three: list[Ticket], django_assert_num_queries: object
) -> None:
    team = cast.service_desk.pk
    view = actions.keep_view(
        name="Open", filters=ViewFilters(waits="us"), team_id=team, actor=cast.noor, at=MONDAY + 4 * ONE_HOUR
    )
    mine = actions.keep_view(name="Mine", filters=ViewFilters(assignee="me"), actor=cast.hugo, at=MONDAY + 4 * ONE_HOUR)
    assert [(v.name, v.shown) for v in queries.saved_views(cast.hugo)] == [("Mine", "1"), ("Open", "2")]
    assert [v.name for v in queries.saved_views(cast.noor)] == ["Open"]
    actions.solve(ticket_id=three[0].pk, actor=cast.hugo, at=MONDAY + 5 * ONE_HOUR)
    queries.saved_views(cast.hugo)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [v.count for v in queries.saved_views(cast.hugo)] == [1, 2]
    assert actions.count_views(actor=system(), at=MONDAY + 6 * ONE_HOUR) == 1
    assert SavedView.objects.get(pk=view.pk).count == 1
    with pytest.raises(NotFound):
        actions.remove_view(view_id=mine.pk, actor=cast.noor, at=MONDAY)
    with pytest.raises(actions.WrongView, match="me"):
        actions.keep_view(name="Me", filters=ViewFilters(assignee="me"), team_id=team, actor=cast.hugo, at=MONDAY)


def test_several_are_changed_at_once_or_none(cast: Cast, three: list[Ticket]) -> None:
    ids, noor = [ticket.pk for ticket in three], str(cast.noor.person_id)
    done = actions.change_many(
        ticket_ids=ids, assign_to=noor, tags="Storm", priority=1, solve=True, actor=cast.hugo, at=MONDAY + ONE_DAY
    )
    found = Ticket.objects.values_list("assignee_id", "priority", "state").distinct()
    assert (done, list(found)) == (3, [(cast.noor.person_id, 1, "solved")])
    assert queries.tags_of(cast.hugo, ids) == dict.fromkeys(ids, ("storm",))
    assert not Clock.objects.filter(kind="solve", met_at__isnull=True).exists()
    away = actions.open_ticket(actor=cast.marta, at=MONDAY + ONE_DAY, text="A printer", service_id=cast.printing.pk)
    with pytest.raises(NotFound):
        actions.change_many(ticket_ids=[*ids, away.pk], priority=4, actor=cast.hugo, at=MONDAY + ONE_DAY)
    assert set(Ticket.objects.filter(pk__in=ids).values_list("priority", flat=True)) == {1}
    with pytest.raises(actions.WrongChange, match="ticked"):
        actions.change_many(ticket_ids=[], priority=4, actor=cast.hugo, at=MONDAY)


def test_a_field_takes_what_its_kind_says_and_no_more(cast: Cast, three: list[Ticket]) -> None:
    at, mail = MONDAY, cast.mail.pk
    floor = actions.keep_field(
        service_id=mail, name="Floor", kind="choice", choices=["Up", "Down"], required=True, actor=cast.ines, at=at
    )
    since = actions.keep_field(service_id=mail, name="Since", kind="date", actor=cast.ines, at=at)
    for pk, wrong in ((floor.pk, "Left"), (floor.pk, ""), (since.pk, "yesterday")):
        with pytest.raises(actions.WrongField):
            actions.set_fields(ticket_id=three[0].pk, values={pk: wrong}, actor=cast.hugo, at=at)
    actions.set_fields(ticket_id=three[0].pk, values={floor.pk: "Up", since.pk: ""}, actor=cast.hugo, at=at)
    assert [(f.name, f.value) for f in queries.fields_of(cast.hugo, three[0].pk)] == [("Floor", "Up"), ("Since", "")]
    assert queries.fields_of(cast.hugo, three[1].pk) == []
    with pytest.raises(NotFound):
        actions.set_fields(ticket_id=three[1].pk, values={floor.pk: "Up"}, actor=cast.hugo, at=at)
    with pytest.raises(NotAllowed):
        actions.keep_field(service_id=mail, name="Mine", actor=cast.hugo, at=at)
