"""Thanks: one tap and some words, to everybody who took part, private until the giver agrees to more."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger import queries as seen
from rapport.domains.ledger.models import Act, Episode, ResegmentationPart
from rapport.domains.ledger.types import NewPart
from rapport.domains.outreach import actions, queries
from rapport.domains.outreach.models import Thanks, ThanksTo
from rapport.domains.people.models.leaving import leaver_of
from rapport.domains.promises.models.hours import office_hours
from rapport.foundation import leaving
from rapport.foundation.actors import NotFound, system
from rapport.foundation.leaving import Place
from rapport.foundation.models import Audit
from tests.cast import ONE_DAY, ONE_HOUR
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


def given(world: World, *, words: str = "You came before I asked.", consent: bool = False) -> Thanks:
    """Marta thanks those who helped with what is done; Sanna worked on it behind the scenes."""
    part = NewPart(world.cast.sanna.person_id or 0, ("ticket", world.done.pk), "note", NOW)
    ledger.note_parts([part], actor=world.cast.hugo, at=NOW)
    return actions.give_thanks(
        episode_id=world.episode.pk, words=words, consent=consent, actor=world.cast.marta, at=NOW
    )


def read_by(world: World, who: str) -> list[str]:
    """The words of all thanks somebody of us can read anywhere."""
    viewer = world.cast.everybody[who]
    found = [*queries.thanks_for_me(viewer, new=False), *queries.thanks_given(viewer, at=NOW)]
    found += [*queries.thanks_to_publish(viewer), *(queries.published_thanks(viewer) if viewer.staff else [])]
    return [one.words for one in found]


def test_it_reaches_everybody_who_took_part_also_behind_the_scenes(world: World) -> None:
    given(world)
    assert read_by(world, "hugo") == read_by(world, "sanna") == ["You came before I asked."]
    (seen,) = queries.thanks_given(world.cast.marta, at=NOW)
    assert seen.to == ("Hugo Marek", "Sanna Virta")


@pytest.mark.parametrize("who", ["noor", "ines", "dev", "ivo", "lena", "ruth", "tomas", "nobody"])
def test_nobody_else_reads_it(world: World, who: str) -> None:
    given(world)
    assert read_by(world, who) == []


def told(world: World) -> dict[str, object]:
    """What everybody but the giver and those thanked is told of Marta's matters and days, by anything of the ledger."""
    found: dict[str, object] = {}
    for who in ("noor", "dev", "ines", "ruth", "ivo", "lena", "tomas"):
        viewer = world.cast.everybody[who]
        episodes = [vars(one) for one in seen.episodes_listed(viewer, at=NOW + ONE_DAY).rows]
        found[who] = (episodes, seen.last_contacts(viewer, [world.marta]), seen.relationship(viewer, world.marta))
        if viewer.staff:
            shown = seen.timeline(viewer, world.marta)
            found[f"{who} looks"] = (shown.acts, shown.episodes, shown.sequences)
    found["the cadence"] = seen.last_contact(system(), team_id=world.cast.service_desk.pk, person_id=world.marta)
    found["stored"] = list(Episode.objects.filter(person_id=world.marta).order_by("pk").values())
    return found


def test_who_may_not_read_it_cannot_tell_that_anything_happened_not_even_from_a_day(world: World) -> None:
    cast, before, soon = world.cast, told(world), world.episode.last_act_at + ONE_DAY
    thanks = actions.give_thanks(
        episode_id=world.episode.pk, words="You came.", consent=False, actor=cast.marta, at=soon
    )
    actions.act_thanks(thanks_id=thanks.pk, actor=system(), at=NOW)
    assert Act.objects.get(channel="thanks").episode_id == world.episode.pk, "it stands in her matter"
    assert "thanks" in {act.kind for act in seen.timeline(cast.hugo, world.marta).acts}, (
        "and he whom it is for sees it there"
    )
    assert told(world) == before
    ledger.resegment(person_id=world.marta, actor=system(), at=NOW)
    assert told(world) == before, "put together from nothing it is the same"
    Episode.objects.filter(pk=world.episode.pk).update(last_act_at=thanks.given_at)  # as an earlier version left it
    part_id = ResegmentationPart.objects.get(run=ledger.begin_resegmentation(actor=system(), at=NOW)).pk
    while ledger.continue_resegmentation(
        part_id=part_id, step=0, working=office_hours("UTC"), actor=system(), at=NOW + ONE_HOUR
    ):
        pass
    assert told(world) == before, "everybody's histories put together again mend it"


def test_the_consent_opens_it_to_the_lead_and_showing_it_to_all_of_us(world: World) -> None:
    thanks = given(world, consent=True)
    assert read_by(world, "noor") == ["You came before I asked."]
    assert queries.published_thanks(world.cast.sanna) == []
    actions.publish_thanks(thanks_id=thanks.pk, actor=world.cast.noor, at=NOW)
    assert [one.words for one in queries.published_thanks(world.cast.sanna)] == ["You came before I asked."]
    assert read_by(world, "ivo") == []


def test_without_consent_nobody_shows_it(world: World) -> None:
    thanks = given(world)
    with pytest.raises(actions.NotYoursToPublish):
        actions.publish_thanks(thanks_id=thanks.pk, actor=world.cast.hugo, at=NOW)
    with pytest.raises(NotFound):
        actions.publish_thanks(thanks_id=thanks.pk, actor=world.cast.noor, at=NOW)


def test_consent_taken_back_hides_it_again_at_any_time(world: World) -> None:
    thanks = given(world, consent=True)
    actions.publish_thanks(thanks_id=thanks.pk, actor=world.cast.hugo, at=NOW)
    later = NOW + 9 * ONE_DAY
    actions.set_consent(thanks_id=thanks.pk, consent=False, actor=world.cast.marta, at=later)
    assert queries.published_thanks(world.cast.dev) == []


def test_one_for_each_episode_changed_within_a_day(world: World) -> None:
    first = given(world)
    assert given(world, words="You came early.").pk == first.pk
    assert read_by(world, "hugo") == ["You came early."]
    with pytest.raises(actions.TooLate):
        actions.give_thanks(
            episode_id=world.episode.pk, words="No", actor=world.cast.marta, at=NOW + ONE_DAY + ONE_HOUR
        )
    assert read_by(world, "hugo") == ["You came early."]


def test_who_thanks_for_a_service_is_told_no_names_of_those_they_do_not_know(world: World) -> None:
    cast = world.cast
    actions.give_thanks(service_id=cast.mail.pk, words="It just works.", actor=cast.marta, at=NOW)
    (told_her,) = queries.thanks_given(cast.marta, at=NOW)
    knows = {one.name for one in seen.who_knows_whom(cast.marta, world.marta)}
    thanked = set(ThanksTo.objects.values_list("person__name", flat=True))
    assert thanked - knows and not set(told_her.to) & (thanked - knows)
    assert told_her.to[-1] == f"{len(thanked - knows)} {'other' if len(thanked - knows) == 1 else 'others'} of us"


def test_a_service_is_thanked_through_those_who_serve_it(world: World) -> None:
    actions.give_thanks(service_id=world.cast.mail.pk, words="It just works.", actor=world.cast.marta, at=NOW)
    assert read_by(world, "hugo") == read_by(world, "noor") == ["It just works."]
    assert read_by(world, "sanna") == []


def test_between_staff_the_giver_does_not_thank_himself(world: World) -> None:
    given(world)
    thanks = actions.give_thanks(episode_id=world.episode.pk, words="Well done.", actor=world.cast.hugo, at=NOW)
    assert list(ThanksTo.objects.filter(thanks=thanks).values_list("person__name", flat=True)) == ["Sanna Virta"]


def test_where_nobody_took_part_there_is_nobody_to_thank(world: World) -> None:
    with pytest.raises(actions.NobodyToThank):
        actions.give_thanks(episode_id=world.episode.pk, words="Me.", actor=world.cast.hugo, at=NOW)


def test_it_is_new_until_it_was_read(world: World) -> None:
    given(world)
    assert len(queries.thanks_for_me(world.cast.hugo)) == 1
    actions.read_thanks(actor=world.cast.hugo, at=NOW)
    assert len(queries.thanks_for_me(world.cast.hugo)) == 0
    assert len(queries.thanks_for_me(world.cast.sanna)) == 1


def test_it_is_audited_without_its_words(world: World) -> None:
    thanks = given(world)
    (line,) = Audit.objects.filter(subject_kind="thanks", subject_id=thanks.pk)
    assert line.verb == "thanks.given"
    assert "asked" not in repr(line.__dict__)


@pytest.fixture
def apart(settings: Any, tmp_path: Path, request: pytest.FixtureRequest) -> World:
    """The small world with a folder of its own: an erasure deletes files."""
    settings.DATA = tmp_path / "place"
    return request.getfixturevalue("world")


def test_its_words_are_taken_along_by_the_giver_and_go_with_them(apart: World, tmp_path: Path) -> None:
    world = apart
    given(world)
    place: Place | None = Place()
    zipped = tmp_path / "hers.zip"
    while place is not None:
        place = leaving.carry_on_export(leaver_of(world.marta), place, zipped)
    with zipfile.ZipFile(zipped) as file:
        assert "You came before I asked." in file.read("outreach/thanks-you-gave.json").decode()
    place = Place()
    while place is not None:
        place = leaving.carry_on(leaver_of(world.marta), place)
    assert not Thanks.objects.exists()


def test_of_a_colleagues_thanks_the_title_goes_with_whoever_asked(apart: World) -> None:
    world = apart
    given(world)
    thanks = actions.give_thanks(episode_id=world.episode.pk, words="Well done.", actor=world.cast.hugo, at=NOW)
    assert thanks.about
    place: Place | None = Place()
    while place is not None:
        place = leaving.carry_on(leaver_of(world.marta), place)
    thanks.refresh_from_db()
    assert (thanks.about, thanks.words) == ("", "Well done.")
