"""A project ends: both sides look back on one page, and those it was for are asked once whether it was worth it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import LookBackWords, Trace, Worth
from rapport.domains.people import actions as people
from rapport.domains.people import queries as people_queries
from rapport.domains.people.models import Person
from rapport.foundation import jobs
from rapport.foundation.actors import NotFound, system
from rapport.foundation.models import Letter
from rapport.interfaces.mail.rendering import in_words
from rapport.interfaces.mail.tests.test_letters_in_german import english_in
from tests.cast import ONE_DAY
from tests.visitors import browser, plain
from tests.world import NOW, World


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end is looked back on at the moment of these tests, whatever day it is."""
    clock = SimpleNamespace(now=lambda: NOW)
    monkeypatch.setattr("rapport.reactions.an_ended_sequence_is_looked_back_on.timezone", clock)


def end(world: World, *, at: datetime = NOW) -> None:
    """Noor puts Marta's finished matters into the project, which Hugo owns, and ends it."""
    ids = [e.pk for e in queries.episodes(world.cast.noor, person_id=world.marta).rows if e.completed_at]
    named = {"sequence_id": world.sequence_id, "actor": world.cast.noor, "at": at}
    actions.join_sequence(episode_ids=ids, **named)
    actions.end_sequence(**named)
    jobs.run_all(at=NOW)


def letters() -> list[Letter]:
    return list(Letter.objects.filter(kind="sequence").order_by("pk"))


def test_the_owner_finds_it_on_today_until_it_is_put_away(world: World) -> None:
    end(world)
    client = browser(world.cast.ines)
    assert "New attic" in client.get(reverse("workspace:today")).content.decode()
    assert "New attic" not in browser(world.cast.noor).get(reverse("workspace:today")).content.decode()
    client.post(reverse("workspace:put_away_sequence", args=[world.sequence_id]))
    assert "New attic" not in client.get(reverse("workspace:today")).content.decode()


def test_each_of_its_people_gets_one_letter_and_no_reminder(world: World) -> None:
    end(world)
    (letter,) = letters()
    said = in_words(letter)
    subject, text, html = said.subject, said.text, said.html
    assert subject == "New attic: looking back" and "Was it worth it?" in text and "no reminder" in text
    assert html is not None and "/worth/" in html
    actions.prepare_look_back(sequence_id=world.sequence_id, sender=("A", "a@b.example"), actor=system(), at=NOW)
    jobs.run_all(at=NOW + 30 * ONE_DAY)
    assert len(letters()) == 1 and Worth.objects.count() == 1
    assert Trace.objects.filter(person_id=world.marta, kind="look back").count() == 1


def test_who_chose_german_is_asked_and_thanked_in_german(world: World) -> None:
    Person.objects.filter(pk=world.marta).update(language="de")
    end(world)
    said = in_words(letters()[0])
    assert said.subject == "New attic: ein Blick zurück"
    found = re.search(r"/worth/[\w-]+\?lang=de", said.text)
    assert found
    client = Client()
    pages = [client.get(found[0]), client.post(found[0], {}), client.post(found[0], {"worth": "6"}, follow=True)]
    for page in (one.content.decode() for one in pages):
        assert '<html lang="de"' in page and english_in(page) == []
    assert "Hat es sich gelohnt?" in plain(pages[0]) and "6 von 7" in plain(pages[2])


def test_nobody_gets_a_letter_about_what_ended_long_ago(world: World) -> None:
    """Sequences that come from a file ended years before they came; the question stands on their page alone."""
    end(world, at=NOW - 15 * ONE_DAY)
    assert letters() == [] and Worth.objects.count() == 1


def test_who_does_not_want_to_be_asked_is_not_asked(world: World) -> None:
    people.opt_out(person_id=world.marta, actor=world.cast.marta, at=NOW)
    end(world)
    assert letters() == [] and not Worth.objects.exists()


def test_she_answers_by_the_link_and_changes_it_and_looking_counts_nothing(world: World) -> None:
    end(world)
    address = "/worth/" + letters()[0].data["link"].rsplit("/", 1)[1]
    client = Client()
    assert client.get(address).status_code == 200
    assert Worth.objects.get().score is None
    assert client.post(address, {"worth": "8"}).status_code == 400
    assert client.post(address, {}).status_code == 400
    assert client.post(address, {"worth": "5"}, follow=True).status_code == 200
    client.post(address, {"worth": "6"})
    seen = queries.worth_of(world.cast.hugo, [world.sequence_id])[world.sequence_id]
    assert (seen.wording, seen.asked, seen.n, seen.counts) == ("Was it worth it?", 1, 1, (0, 0, 0, 0, 0, 1, 0))
    assert [one.score for one in queries.worth_to(world.cast.hugo, world.marta)] == [6]
    assert "Worth it to them" in plain(browser(world.cast.hugo).get(f"/desk/people/{world.marta}/"))
    assert queries.worth_among(world.cast.hugo, organisation_id=world.cast.aldergate.pk, since=world.at) is None
    for outsider in world.cast.outsiders.values():
        assert queries.worth_of(outsider, [world.sequence_id]) == {}


def test_the_link_opens_nothing_else(world: World) -> None:
    end(world)
    token = letters()[0].data["link"].rsplit("/", 1)[1]
    for address in (f"/questions/{token}", f"/answer/{token}", f"/sign-in/{token}/"):
        assert Client().get(address).status_code in {404, 410}
    shown = Client().get(f"/worth/{token}").content.decode()
    assert "Something before" not in shown and "Kolb" not in shown


def test_both_sides_write_and_consent_decides_who_reads_it(world: World) -> None:
    end(world)
    key = queries.own_sequences(world.cast.marta)[0].key
    hers = {"keep": "Hugo calls back.", "change": "", "shown": ""}
    browser(world.cast.marta).post(reverse("portal:together_words", args=[key]), hers)
    ours = {"keep": "", "change": "We ask earlier.", "shown": "on"}
    browser(world.cast.hugo).post(reverse("workspace:sequence_words", args=[world.sequence_id]), ours)
    page = browser(world.cast.noor).get(reverse("workspace:sequence", args=[world.sequence_id])).content.decode()
    assert "Hugo calls back." in page and "We ask earlier." in page
    assert [w.side for w in queries.look_back(world.cast.marta, key=key).words] == ["theirs", "ours"]
    LookBackWords.objects.update(shown=False)
    assert [w.keep for w in queries.look_back(world.cast.marta, key=key).words] == ["Hugo calls back."]
    assert queries.look_back(world.cast.ruth, key=key).words == ()


def test_a_person_sees_only_their_own_matters_in_it(world: World) -> None:
    of_ivo = [e.pk for e in queries.episodes(world.cast.noor, person_id=world.cast.ivo.person_id).rows]
    actions.join_sequence(sequence_id=world.sequence_id, episode_ids=of_ivo, actor=world.cast.noor, at=NOW)
    end(world)
    key = queries.own_sequences(world.cast.ivo)[0].key
    shown = browser(world.cast.ivo).get(reverse("portal:together", args=[key])).content.decode()
    assert "A matter of my own" in shown and "Something before" not in shown and "Marta" not in shown
    assert queries.look_back(world.cast.ivo, key=key).effort.persons == 1
    assert queries.look_back(world.cast.noor, world.sequence_id).effort.persons == 2


def test_nothing_written_is_said_and_nothing_is_lost(world: World) -> None:
    end(world)
    key = queries.own_sequences(world.cast.marta)[0].key
    found = browser(world.cast.marta).post(reverse("portal:together_words", args=[key]), {"keep": " ", "change": ""})
    assert found.status_code == 400 and "Neither" in found.content.decode()


def test_what_comes_next_is_linked_within_one_organisation(world: World) -> None:
    end(world)
    begun = {"kind": "quarter", "started_at": NOW, "actor": world.cast.noor, "at": NOW}
    following = actions.begin_sequence(organisation_id=world.cast.aldergate.pk, name="Next attic", **begun)
    elsewhere = actions.begin_sequence(organisation_id=world.cast.fenmoor.pk, name="Fenmoor", **begun)
    named = {"sequence_id": world.sequence_id, "actor": world.cast.ines, "at": NOW}
    actions.lead_on(following_id=following.pk, **named)
    found = queries.look_back(world.cast.ines, world.sequence_id).following
    assert found is not None and found.name == "Next attic"
    for wrong in (elsewhere.pk, world.sequence_id):
        with pytest.raises(NotFound):
            actions.lead_on(following_id=wrong, **named)


def test_it_ends_by_itself_after_its_last_day(world: World) -> None:
    last = NOW.date()
    made = actions.begin_sequence(
        organisation_id=world.cast.aldergate.pk,
        kind="quarter",
        name="Autumn",
        started_at=NOW - timedelta(days=30),
        ends_on=last,
        actor=world.cast.noor,
        at=NOW,
    )
    assert actions.end_sequences_due(actor=system(), at=NOW) == 0
    assert actions.end_sequences_due(actor=system(), at=NOW + ONE_DAY) == 1
    assert actions.end_sequences_due(actor=system(), at=NOW + ONE_DAY) == 0
    made.refresh_from_db()
    assert made.ended_at == NOW + ONE_DAY
    with pytest.raises(actions.AlreadyEnded):
        actions.end_sequence(sequence_id=made.pk, actor=world.cast.noor, at=NOW)


def test_it_is_begun_and_filled_on_pages(world: World) -> None:
    client = browser(world.cast.noor)
    said = {"name": "Move", "kind": "change", "organisation_id": world.cast.aldergate.pk, "started_on": "2026-11-02"}
    wrong = client.post(reverse("workspace:begin_sequence"), said | {"ends_on": "2026-10-01", "owner_id": ""})
    assert wrong.status_code == 400 and "before it begins" in wrong.content.decode()
    made = client.post(reverse("workspace:begin_sequence"), said | {"ends_on": "", "owner_id": ""})
    assert made.status_code == 302
    address = made["Location"]
    assert client.post(address, {}).status_code == 400
    client.post(address, {"episodes": [world.episode.pk]})
    sequence_id = int(address.split("/")[-3])
    assert [e.id for _, e in queries.look_back(world.cast.noor, sequence_id).episodes] == [world.episode.pk]
    client.post(address, {"episodes": [world.episode.pk], "out": "1"})
    assert queries.look_back(world.cast.noor, sequence_id).episodes == ()


def test_a_lead_of_another_team_neither_reads_nor_changes_it(world: World) -> None:
    end(world)
    people.grant_role(
        person_id=world.cast.sanna.person_id or 0,
        role="team_lead",
        team_id=world.cast.field_team.pk,
        actor=world.cast.ines,
        at=NOW,
    )
    sanna = people_queries.actor_of(world.cast.sanna.person_id or 0)
    with pytest.raises(NotFound):
        queries.look_back(sanna, world.sequence_id)
    with pytest.raises(NotFound):
        actions.name_sequence(sequence_id=world.sequence_id, name="Mine", actor=sanna, at=NOW)
    assert queries.worth_of(sanna, [world.sequence_id]) == {}
