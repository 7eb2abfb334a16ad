"""Another desk tells what happens: signed, once, row by row; a bad row stops no other."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Act, Episode, Feed, FeedDelivery, Part, Sequence, Trace
from rapport.domains.people import actions as people
from rapport.domains.people.models import Address, Person
from rapport.foundation import jobs, signed_calls
from tests.cast import ONE_DAY, ONE_HOUR, ONE_MINUTE
from tests.world import NOW, World

AT = NOW - ONE_DAY


class Desk:
    """The other desk, with the secret it was given."""

    def __init__(self, feed_id: int, secret: str) -> None:
        self.feed_id, self.secret, self.calls = feed_id, secret, 0

    def send(self, *rows: Any, at: datetime = NOW, id: str = "", secret: str = "") -> HttpResponse:
        return self.post(json.dumps({"rows": rows}).encode(), at=at, id=id, secret=secret)

    def post(self, body: bytes, *, at: datetime = NOW, id: str = "", secret: str = "") -> HttpResponse:
        self.calls += 1
        id, stamp = id or f"msg_{self.calls}", str(int(at.timestamp()))
        signed = signed_calls.signature(secret or self.secret, id=id, stamp=stamp, body=body)
        headers = {"webhook-id": id, "webhook-timestamp": stamp, "webhook-signature": signed}
        return Client().post("/api/v1/feed", body, content_type="application/json", headers=headers)

    def answers(self, *rows: Any) -> list[str]:
        return [one["answer"] for one in self.send(*rows).json()["rows"]]


@pytest.fixture
def desk(world: World) -> Desk:
    feed_id, secret = actions.open_feed(
        name="Zammad",
        source="zammad",
        organisation_id=world.cast.aldergate.pk,
        team_id=world.cast.service_desk.pk,
        actor=world.cast.ines,
        at=NOW,
    )
    return Desk(feed_id, secret)


def act(key: str, *, at: datetime = AT, **said: Any) -> dict[str, Any]:
    row = {"type": "act", "source_key": key, "at": at.isoformat(), "direction": "theirs", "channel": "mail"}
    return row | {"who": "marta.kolb@aldergate.example", "reference": "4711"} | said


def ours(key: str, *, at: datetime = AT, **said: Any) -> dict[str, Any]:
    whom = {"who": {"external_id": "agent7", "name": "Agent Seven"}, "whom": "marta.kolb@aldergate.example"}
    return act(key, at=at, **({"direction": "ours"} | whom | said))


def test_a_matter_of_another_desk_is_one_episode_here(world: World, desk: Desk) -> None:
    rows = [act("1", title="Scanner is slow"), ours("2", at=AT + ONE_HOUR, minutes=5, completes=True, service="Mail")]
    assert desk.answers(*rows) == ["accepted", "accepted"]
    (episode,) = Episode.objects.filter(ref_kind="feed")
    assert (episode.person_id, episode.theirs, episode.ours, episode.title) == (world.marta, 1, 1, "Scanner is slow")
    assert episode.completed_at == AT + ONE_HOUR
    assert episode.service_id == world.cast.mail.pk


def test_the_same_row_again_is_a_duplicate_and_the_same_call_changes_nothing(world: World, desk: Desk) -> None:
    first = desk.send(act("1"), id="msg_a").json()
    again = desk.send(act("1"), act("2"), id="msg_a").json()
    assert (again["taken_before"], again["rows"]) == (True, first["rows"])
    assert Act.objects.filter(source_key="zammad:2").count() == 0
    assert desk.answers(act("1"), act("2"), act("2")) == ["duplicate", "accepted", "duplicate"]
    assert Act.objects.filter(source_key__startswith="zammad:").count() == 2


def test_a_sequence_of_another_desk_takes_the_acts_that_name_it(world: World, desk: Desk) -> None:
    project = {"type": "sequence", "source_key": "p1", "sequence": "P-1", "kind": "project", "title": "New line"}
    project["at"] = AT.isoformat()
    lost = act("9", sequence="P-9")
    assert desk.answers(act("1", sequence="P-1"), project, act("2"), lost) == [
        "accepted",
        "accepted",
        "accepted",
        "refused",
    ]
    made = Sequence.objects.get(source_key="zammad:P-1")
    assert (made.name, made.organisation_id, made.places.count()) == ("New line", world.cast.aldergate.pk, 1)
    later = project | {"source_key": "p1-2", "title": "New line, all sites", "ends_on": "2030-01-31"}
    assert desk.answers(project, later) == ["duplicate", "accepted"]
    made.refresh_from_db()
    assert (made.name, made.look_back.ends_on.isoformat()) == ("New line, all sites", "2030-01-31")


@pytest.mark.parametrize("late", [timedelta(minutes=-6), timedelta(minutes=6)])
def test_a_call_outside_the_time_window_is_refused(desk: Desk, late: timedelta) -> None:
    assert desk.send(act("1"), at=NOW + late).status_code == 401
    assert desk.send(act("1"), at=NOW + late / 2).status_code == 200


def test_a_call_that_is_not_signed_writes_nothing(world: World, desk: Desk) -> None:
    body = json.dumps({"rows": [act("1")]}).encode()
    plain = Client().post("/api/v1/feed", body, content_type="application/json")
    wrong = desk.post(body, secret=signed_calls.new_secret())
    assert (plain.status_code, wrong.status_code) == (401, 401)
    assert plain.content == wrong.content
    assert not Act.objects.filter(source_key__startswith="zammad:").exists() and not FeedDelivery.objects.exists()


def test_a_changed_body_is_not_the_signed_one(desk: Desk) -> None:
    body, stamp = b'{"rows": []}', str(int(NOW.timestamp()))
    signed = signed_calls.signature(desk.secret, id="x", stamp=stamp, body=body)
    headers = {"webhook-id": "x", "webhook-timestamp": stamp, "webhook-signature": signed}
    post = {"content_type": "application/json", "headers": headers}
    assert Client().post("/api/v1/feed", body + b" ", **post).status_code == 401
    assert Client().post("/api/v1/feed", body, **post).status_code == 200


def test_a_new_secret_holds_beside_the_old_one_for_a_day(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = actions.renew_secret(feed_id=desk.feed_id, actor=world.cast.ines, at=NOW)
    assert desk.send(act("1")).status_code == desk.send(act("2"), secret=new).status_code == 200
    later = NOW + ONE_DAY + ONE_MINUTE
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert desk.send(act("3"), at=later).status_code == 401
    assert desk.send(act("3"), at=later, secret=new).status_code == 200


def test_the_secret_lies_sealed_and_an_ended_feed_takes_nothing(world: World, desk: Desk) -> None:
    assert desk.secret not in repr(list(Feed.objects.values_list()))
    actions.end_feed(feed_id=desk.feed_id, actor=world.cast.ines, at=NOW)
    assert desk.send(act("1")).status_code == 401


WRONG = [
    ({"channel": "fax"}, "channel"),
    ({"channel": "answer"}, "channel"),
    ({"at": "2026-11-01T10:00:00"}, "at"),
    ({"who": None}, "who is missing"),
    ({"organisation": "Fenmoor"}, "organisation"),
    ({"service": "Telepathy"}, "No service"),
    ({"team": "Nobody"}, "No team"),
    ({"at": (NOW + ONE_DAY).isoformat()}, "lies ahead"),
    ({"corrects": "nothing"}, "not here"),
    ({"title": "a\x00b"}, "NUL"),
    ({"type": "wish"}, "type"),
    ({"source_key": "x" * 81}, "source_key"),
]


@pytest.mark.parametrize(("wrong", "reason"), WRONG)
def test_a_refused_row_says_why_and_loses_nothing_else(
    world: World, desk: Desk, wrong: dict[str, Any], reason: str
) -> None:
    said = desk.send(act("1"), act("2") | wrong, act("3")).json()
    assert [one["answer"] for one in said["rows"]] == ["accepted", "refused", "accepted"]
    assert reason in said["rows"][1]["reason"]
    (kept,) = queries.refused_rows(world.cast.ines, desk.feed_id)
    assert kept.reason == said["rows"][1]["reason"]
    assert desk.answers(act("2") if wrong.get("source_key") is None else act("4")) == ["accepted"]


@pytest.mark.parametrize("row", [None, 5, "text", [], {}, {"type": []}, {"type": "act", "source_key": 5}])
def test_what_is_no_row_at_all_is_refused(desk: Desk, row: object) -> None:
    assert desk.answers(row, act("1")) == ["refused", "accepted"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"rows": 5}', b'{"rows": [], "more": 1}', b"\xff", b"[" * 9000])
def test_a_body_that_is_not_as_described_is_refused_as_a_whole(desk: Desk, body: bytes) -> None:
    assert desk.post(body).status_code == 422


def test_too_many_rows_and_too_many_bytes_are_refused(desk: Desk) -> None:
    assert desk.send(*[act(str(n)) for n in range(501)]).status_code == 422
    assert desk.post(b'{"rows": [' + b" " * 1024 * 1024 + b"]}").status_code == 413
    assert not Act.objects.filter(source_key__startswith="zammad:").exists()


def test_unknown_people_are_made_in_the_feeds_organisation_only(world: World, desk: Desk) -> None:
    assert desk.answers(act("2", who="u-17"), act("3", who={"external_id": "u-17"})) == ["accepted"] * 2
    made = Person.objects.filter(source_key="zammad:person:u-17").get()
    assert made.organisation_id == world.cast.aldergate.pk
    assert Act.objects.filter(person=made).count() == 2


@pytest.mark.parametrize("whose", ["lena", "hugo"])
def test_an_address_of_another_organisation_or_of_staff_is_refused_and_writes_nothing(
    world: World, desk: Desk, whose: str
) -> None:
    known = Address.objects.get(person_id=getattr(world.cast, whose).person_id).address
    before = Person.objects.count()
    trace = {"type": "trace", "source_key": "t", "at": AT.isoformat(), "whom": known}
    said = desk.send(act("1", who=known), ours("2", whom=known), trace, act("3")).json()["rows"]
    assert [one["answer"] for one in said] == ["refused"] * 3 + ["accepted"]
    assert "outside this feed's organisation" in said[0]["reason"]
    assert Person.objects.count() == before and Address.objects.filter(address=known).count() == 1


def test_somebody_of_staff_is_never_given_an_address_or_a_role_by_a_feed(world: World, desk: Desk) -> None:
    assert desk.answers(ours("1", who="boss@northwind.example")) == ["accepted"]
    made = Act.objects.get(source_key="zammad:1").author
    assert made is not None and made.organisation_id == world.cast.northwind.pk
    assert not made.addresses.exists() and not made.roles.exists()


def test_parts_and_traces_are_taken(world: World, desk: Desk) -> None:
    part = {"type": "part", "source_key": "p", "at": AT.isoformat(), "who": "agent9", "kind": "network"}
    trace = {"type": "trace", "source_key": "t", "at": AT.isoformat(), "whom": "marta.kolb@aldergate.example"}
    rows = [part | {"reference": "4711"}, trace, act("1"), part | {"reference": "9999", "source_key": "q"}]
    assert desk.answers(*rows) == ["accepted", "accepted", "accepted", "refused"]
    assert Part.objects.filter(role="network", episode__ref_kind="feed").count() == 1
    assert Trace.objects.filter(person_id=world.marta, kind="notice").count() == 1
    assert desk.answers(*rows) == ["duplicate", "duplicate", "duplicate", "refused"]


def test_a_late_act_is_put_where_it_belongs(world: World, desk: Desk) -> None:
    first, last = NOW - 3 * ONE_DAY, NOW - ONE_DAY
    loose = {"reference": "", "channel": "phone", "who": "walk-in"}
    desk.answers(act("1", at=last, **loose))
    desk.answers(act("2", at=first, **loose))
    jobs.run_all(at=NOW)
    person = Person.objects.get(source_key="zammad:person:walk-in")
    (episode,) = Episode.objects.filter(person=person)
    assert (episode.started_at, episode.theirs) == (first, 2)


def test_a_corrected_act_moves_to_where_it_really_was(world: World, desk: Desk) -> None:
    desk.answers(act("1", who="u-1"), act("2", at=AT + ONE_HOUR, who="u-1"))
    right = act("2b", at=AT + 2 * ONE_HOUR, who="u-1", reference="4712", corrects="2", title="Another matter")
    assert desk.answers(right) == ["accepted"]
    jobs.run_all(at=NOW)
    one, two = Episode.objects.filter(ref_kind="feed").order_by("started_at")
    assert (one.theirs, one.last_act_at) == (1, AT)
    assert (two.theirs, two.started_at, two.title) == (1, AT + 2 * ONE_HOUR, "Another matter")
    shown = queries.timeline(world.cast.hugo, one.person_id)
    assert [a.title for a in shown.acts if a.corrects] == ["Another matter"] and shown.n_acts == 2
    again = act("2c", at=AT + 2 * ONE_HOUR, who="u-1", reference="4711", corrects="2")
    assert desk.answers(again) == ["accepted"]
    jobs.run_all(at=NOW)
    (left,) = Episode.objects.filter(ref_kind="feed")
    assert left.theirs == 2
    assert set(Act.objects.filter(person_id=left.person_id).values_list("episode_id", flat=True)) == {left.pk}


def test_an_act_corrected_twice_in_one_call_stands_as_the_last_one_says(world: World, desk: Desk) -> None:
    desk.answers(act("1", title="First"))
    twice = [act("1b", corrects="1", title="Second"), act("1c", corrects="1", title="Third")]
    assert desk.answers(*twice) == ["accepted", "accepted"]
    shown = [a.title for a in queries.timeline(world.cast.hugo, world.marta).acts]
    assert "Third" in shown and "First" not in shown and "Second" not in shown


def test_a_correction_cannot_move_an_act_to_somebody_else(world: World, desk: Desk) -> None:
    desk.answers(act("1"))
    said = desk.send(act("1b", who="ivo.brandt@aldergate.example", corrects="1")).json()["rows"][0]
    assert said["answer"] == "refused" and "another person" in said["reason"]


def test_numbers_of_an_imported_ticket_are_that_ticket(world: World, desk: Desk) -> None:
    from rapport.domains.desk.models import Ticket

    Ticket.objects.filter(pk=world.ticket.pk).update(source_key="zammad:4711")
    assert desk.answers(act("1")) == ["accepted"]
    assert Act.objects.get(source_key="zammad:1").ref_id == world.ticket.pk


def test_settings_show_what_came_and_never_the_secret_again(world: World, desk: Desk) -> None:
    from django.urls import reverse

    from tests.visitors import browser

    desk.send(act("1"), act("2", channel="fax"))
    client = browser(world.cast.ines)
    listed = client.get(reverse("workspace:feeds")).content.decode()
    one = client.get(reverse("workspace:feed", args=[desk.feed_id])).content.decode()
    assert "1 accepted" in listed and "1 refused" in listed and "channel" in one
    renewed = client.post(reverse("workspace:renew_feed", args=[desk.feed_id]))
    assert "whsec_" in renewed.content.decode() and renewed["Cache-Control"] == "no-store"
    assert "whsec_" not in listed + one + client.get(reverse("workspace:feed", args=[desk.feed_id])).content.decode()
    made = client.post(
        reverse("workspace:feeds"),
        {
            "name": "Jira",
            "source": "jira",
            "organisation_id": world.cast.fenmoor.pk,
            "team_id": world.cast.field_team.pk,
        },
    )
    assert "whsec_" in made.content.decode()
    again = {
        "name": "J",
        "source": "jira",
        "organisation_id": world.cast.fenmoor.pk,
        "team_id": world.cast.field_team.pk,
    }
    assert client.post(reverse("workspace:feeds"), again).status_code == 400


def test_what_an_erased_person_did_is_known_when_it_is_sent_again(world: World, desk: Desk) -> None:
    """Sent again, or corrected, it brings nobody back; the other desk named them in one of its keys."""
    rows = [act("4711 of Marta Kolb"), act("1", title="The lamp")]
    assert desk.answers(*rows) == ["accepted"] * 2
    people.erase_person(person_id=world.marta, name="Marta Kolb", actor=world.cast.ines, at=NOW)
    assert jobs.run_all("default").failed == []
    before = Act.objects.count(), Person.objects.count()
    assert desk.answers(*rows) == ["duplicate"] * 2
    corrections = [act(f"c{n}", corrects=key, title="The lamp") for n, key in enumerate(("1", "4711 of Marta Kolb"))]
    said = desk.send(*corrections).json()["rows"]
    assert [one["answer"] for one in said] == ["refused"] * 2 and "erased here" in said[0]["reason"]
    assert (Act.objects.count(), Person.objects.count()) == before
    assert not Act.objects.filter(source_key__icontains="kolb").exists()
