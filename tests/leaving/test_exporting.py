"""Somebody takes everything along: whatever a search for them finds is in it, and nothing that opens a door."""

from __future__ import annotations

import json
import zipfile

import pytest

from rapport.domains.people import actions, queries
from rapport.domains.people.models import Export
from rapport.foundation import jobs, search
from rapport.foundation.actors import Actor, NotFound, system
from rapport.foundation.models import Link
from tests.cast import ONE_DAY
from tests.world import NOTE, NOW, PICTURE, WORDS, World

pytestmark = pytest.mark.filled


def exported(world: World, actor: Actor) -> dict[str, bytes]:
    """The zip, as the worker makes it and the one who asked fetches it."""
    made = actions.export_person(person_id=world.marta, actor=actor, at=NOW)
    assert jobs.run_all("default").failed == []
    _, path = queries.export_file(actor, Export.objects.get(pk=made.pk).key)
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        assert len(file.namelist()) == len(set(file.namelist()))
        return {name: file.read(name) for name in file.namelist()}


def texts(found: dict[str, bytes]) -> str:
    """Everything readable in it."""
    return "\n".join(content.decode("utf-8", errors="replace") for content in found.values())


@pytest.mark.parametrize("who", ["ines", "marta"])
def test_it_holds_everything_a_search_for_them_finds(place: World, who: str) -> None:
    viewer = getattr(place.cast, who)
    said, names = texts(exported(place, viewer)), []
    searcher = system() if who == "ines" else viewer
    for asked in ("Marta Kolb", "marta.kolb@aldergate.example"):
        names += [(hit.kind, hit.ref_id, hit.title) for hit in search.find(searcher, asked, size=100).rows]
    assert {kind for kind, _, _ in names} >= ({"person", "ticket", "message"} if who == "ines" else {"person"})
    assert [hit for hit in names if hit[2] not in said] == []


def test_it_holds_what_they_wrote_what_we_wrote_notes_files_mails_and_answers(place: World) -> None:
    found = exported(place, place.cast.marta)
    said = texts(found)
    for words in (WORDS, NOTE, "The part is ordered.", "They know the lighthouse.", "The lighthouse is mine"):
        assert words in said, words
    assert PICTURE in found.values()
    assert [name for name in found if name.endswith(".eml")]
    assert b"kolbs-file: the lighthouse keeps its drawings here" in found.values()
    assert {name.partition("/")[0] for name in found} >= {"desk", "ledger", "letters", "people", "promises", "surveys"}
    person = json.loads(found["people/person.json"])
    assert person["addresses"][0]["address"] == "marta.kolb@aldergate.example"


def test_a_person_sees_no_conversation_of_others_and_an_administrator_does(place: World) -> None:
    elsewhere = "has the same plan"
    assert elsewhere not in texts(exported(place, place.cast.marta))
    assert elsewhere in texts(exported(place, place.cast.ines))


def test_nothing_in_it_opens_a_door(place: World) -> None:
    said = texts(exported(place, place.cast.ines))
    assert place.answer_token not in said
    assert place.api_tokens["marta"] not in said
    assert not [h for h in Link.objects.values_list("token_hash", flat=True) if h in said]


def test_only_the_one_who_asked_fetches_it_and_for_a_week(place: World) -> None:
    made = actions.export_person(person_id=place.marta, actor=place.cast.marta, at=NOW)
    assert actions.export_person(person_id=place.marta, actor=place.cast.marta, at=NOW).pk == made.pk
    jobs.run_all("default", NOW)
    row = Export.objects.get(pk=made.pk)
    for outsider in [*place.cast.outsiders.values(), place.cast.ines]:
        with pytest.raises(NotFound):
            queries.export_file(outsider, row.key)
    assert row.path.exists()
    assert actions.forget_exports(actor=system(), at=row.asked_at + 60 * ONE_DAY) == 1
    assert not row.path.exists()


def test_a_hit_that_is_no_message_brings_no_message_of_the_same_number(place: World) -> None:
    from rapport.domains.desk.models import Message, Ticket

    theirs = Message.objects.filter(ticket=place.ticket).first()
    assert theirs is not None
    strangers = Ticket.objects.exclude(requester_id=place.marta).first() or place.ticket
    Message.objects.filter(pk=place.marta).delete()
    Message.objects.create(
        pk=place.marta,
        ticket=strangers,
        author_id=place.cast.lena.person_id,
        side=theirs.side,
        channel=theirs.channel,
        said_at=theirs.said_at,
        recorded_at=theirs.recorded_at,
        text="Between Lena and us",
    )
    found = exported(place, place.cast.ines)
    assert f'"ref_id": {place.marta}' in texts({n: b for n, b in found.items() if n.startswith("mentions/")})
    assert "Between Lena and us" not in texts({n: b for n, b in found.items() if n.startswith("mentions/")})


def test_begun_again_after_a_crash_nothing_is_in_it_twice(place: World) -> None:
    made = actions.export_person(person_id=place.marta, actor=place.cast.ines, at=NOW)
    actions.carry_on_export(export_id=made.pk, actor=system(), at=NOW)
    Export.objects.filter(pk=made.pk).update(stage="", after=0, ready_at=None)
    found = exported(place, place.cast.ines)
    assert NOTE in texts(found)
