"""Somebody is erased: nothing of theirs is left anywhere, and what is counted stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from rapport.domains.desk import actions as desk
from rapport.domains.desk.models import Attachment, Message, Tag, Ticket
from rapport.domains.desk.tests.mails import mail, receive
from rapport.domains.insights.models import AnswerCount, AnswerDelta
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.models import Act, Episode
from rapport.domains.ledger.types import NewAct
from rapport.domains.people import actions, queries
from rapport.domains.people.models import Account, Erasure, Person, Role
from rapport.domains.people.types import LEFT
from rapport.domains.promises.models import Promise
from rapport.domains.surveys.models import Answer
from rapport.foundation import audit, files, imports, jobs, leaving, postroom, search
from rapport.foundation.actors import NotAllowed, system
from rapport.foundation.models import Job, Letter
from tests.cast import ONE_DAY, ONE_HOUR
from tests.leaving.traces import traces
from tests.world import NOW, SUBJECT, World

pytestmark = pytest.mark.filled

MARTA = ["Marta Kolb", "Kolb", "marta.kolb", "lighthouse", "swallows", "Something before", "kolbs-file"]
THEIR_FILE = b"kolbs-file: the lighthouse keeps its drawings here"


def more_of_hers(world: World) -> None:
    """Others speak of her, she writes in what Ivo asked, her mails came raw, a letter waits, work failed."""
    cast, at = world.cast, NOW
    ivos = world.others["ivo"]
    note = "Kolb, Marta sits next to him: ask marta.kolb@aldergate.example."
    desk.write_note(ticket_id=ivos.pk, text=note, actor=cast.hugo, at=at)
    said = {"text": "Marta  Kolb has the same plan.", "attached": [("plan of Marta Kolb.txt", b"A plan")]}
    desk.answer(ticket_id=world.others["lena"].pk, actor=cast.hugo, at=at, **said)
    receive(mail(cast.ivo, "Ask Marta Kolb about it", at=at, text="She knows, marta.kolb@aldergate.example."), at=at)
    with transaction.atomic():
        Message.objects.create(
            ticket=ivos,
            author_id=world.marta,
            side="theirs",
            channel="mail",
            text="The lighthouse is mine, says Marta.",
            said_at=at,
            recorded_at=at,
        )
        Message.objects.create(
            ticket=ivos,
            author_id=cast.ivo.person_id,
            side="theirs",
            channel="mail",
            text="Thanks Marta, I wait.\n> The lighthouse is mine",
            quoted="> The lighthouse is mine",
            html="<p>Thanks Marta</p><blockquote>The lighthouse</blockquote>",
            cc=[["Marta Kolb", "marta.kolb@aldergate.example"]],
            said_at=at,
            recorded_at=at,
        )
    raw = b"From: marta.kolb@aldergate.example\r\nSubject: lighthouse\r\n\r\nThe plotter.\r\n" + b"x" * 300_000
    delivery = postroom.Delivery(raw, "marta.kolb@aldergate.example", ["desk@northwind.example"], None, "raw:1")
    (raw_id,) = postroom.take([delivery], at=at)
    Message.objects.filter(pk=world.message.pk).update(raw_mail_id=raw_id)
    (ignored,) = postroom.take(
        [postroom.Delivery(raw + b"2", "marta.kolb@aldergate.example", [], None, "raw:2")], at=at
    )
    postroom.settle([(ignored, "ignored", "A mail from marta.kolb@aldergate.example was empty.", None)])
    (file,) = files.store([(cast.aldergate.pk, "kolbs-file.txt", THEIR_FILE)], at=at)
    hers = Message.objects.get(ticket=ivos, author_id=world.marta)
    Attachment.objects.create(message=hers, file=file, name="kolbs-file.txt")
    (list_,) = files.store([(cast.aldergate.pk, "list_Kolb.txt", b"Room 4: Marta Kolb\nRoom 5: Ivo Brandt")], at=at)
    his = Message.objects.get(ticket=ivos, text__startswith="Thanks")
    Attachment.objects.create(message=his, file=list_, name="list_Kolb.txt")
    desk.attach_file(ticket_id=ivos.pk, name="Kolb.txt", content=b"Marta Kolb knows", actor=cast.hugo, at=at)
    desk.attach_file(ticket_id=world.ticket.pk, name="a.txt", content=b"of the lighthouse", actor=cast.hugo, at=at)
    postroom.suppress(["marta.kolb@aldergate.example"], "she asked", at=at)
    Job.objects.all().delete()
    Job.objects.create(
        name="post.send", queue="post", state="dead", reason="550 marta.kolb@aldergate.example", enqueued_at=at
    )
    ledger.wish(kind="name", one=world.act.pk, words="The lighthouse of Marta Kolb", actor=cast.hugo, at=at)


def erase(world: World) -> Erasure:
    """Everything, as the worker does it."""
    begun = actions.erase_person(person_id=world.marta, name="marta  kolb", actor=world.cast.ines, at=NOW)
    ran = jobs.run_all("default")
    assert ran.failed == []
    return Erasure.objects.get(pk=begun.pk)


def counts() -> dict[str, int]:
    """What figures are made of."""
    skeletons = {"acts": Act, "episodes": Episode, "answers": Answer, "persons": Person, "promises": Promise}
    numbers = {name: model.objects.count() for name, model in skeletons.items()}
    told = [*AnswerCount.objects.all(), *AnswerDelta.objects.all()]
    return numbers | {"answered": sum(row.answered for row in told), "asked": sum(row.asked for row in told)}


def test_nothing_of_hers_is_left_anywhere(place: World, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    before = traces(MARTA, settings.DATA)
    assert {"people_person.name", "desk_message.text", "foundation_blob.content"} & set(before)
    assert erase(place).state == "done"
    assert traces(MARTA, settings.DATA) == []
    said = capsys.readouterr()
    assert not [word for word in MARTA if word.casefold() in (said.out + said.err).casefold()]


def test_her_subject_is_nowhere_it_was_copied_to(place: World, settings: Any) -> None:
    """A visit is for what was asked, a notice names several matters, and another desk sent a row nobody understood."""
    cast, shared = place.cast, place.others["ivo"]
    Message.objects.filter(ticket=place.ticket, side="theirs").update(text="The whole attic smells of toner.")
    start = NOW + ONE_DAY
    desk.arrange_visit(
        site_id=cast.head_office.pk, ticket_id=place.ticket.pk, what=SUBJECT, starts_at=start, ends_at=start + ONE_HOUR,
        actor=cast.hugo, at=NOW,
    )  # fmt: skip
    matters = [{"title": f"{one.key} {one.subject}", "args": [one.pk]} for one in (place.ticket, shared)]
    notice = postroom.NewLetter(
        kind="notices", data={"matters": matters}, to=[("Hugo Marek", "hugo.marek@northwind.example")],
        sender=("Northwind Service", "rapport@northwind.example"), subject="2 matters changed",
        message_id="<notices.1@northwind.example>", organisation_id=cast.northwind.pk,
    )  # fmt: skip
    postroom.post([notice], at=NOW)
    row = {"caller": "Marta Kolb", "words": "The whole attic smells of toner."}
    imports.keep("old desk", [imports.NewRow("1", "raw", row)], at=NOW)
    erase(place)
    assert traces([SUBJECT, "smells of toner", *MARTA], settings.DATA) == []
    told = Letter.objects.get(kind="notices").data["matters"]
    assert [one["title"] for one in told] == [f"{place.ticket.key} [erased]", f"{shared.key} {shared.subject}"]
    assert imports.known("old desk", ["1"]) == {"1"}


def test_an_account_that_was_never_used_goes_too(place: World, settings: Any) -> None:
    Person.objects.filter(pk=place.marta).update(account=None)
    assert Account.objects.filter(email__startswith="marta").exists()
    erase(place)
    assert traces(MARTA, settings.DATA) == []


def test_what_other_desks_call_their_rows_names_nobody_and_stays_unique(place: World, settings: Any) -> None:
    acts = list(Act.objects.filter(person=place.marta).order_by("pk")[:2])
    for act, key in zip(acts, ("hr/Marta Kolb", "hr/marta kolb"), strict=True):
        Act.objects.filter(pk=act.pk).update(source_key=key)
    imports.keep("old desk", [imports.NewRow("case of marta.kolb@aldergate.example", "act")], at=NOW)
    Tag.objects.create(name="for marta kolb")
    before = counts()
    erase(place)
    assert traces(MARTA, settings.DATA) == []
    keys = Act.objects.filter(pk__in=[act.pk for act in acts]).order_by("pk").values_list("source_key", flat=True)
    assert [key.startswith("erased:") for key in keys] == [True, True] and len(set(keys)) == 2
    assert counts() == before
    assert imports.known("old desk", ["case of marta.kolb@aldergate.example", "another"]) == {
        "case of marta.kolb@aldergate.example"
    }
    again = NewAct(
        person_id=place.cast.ivo.person_id or 0, organisation_id=place.cast.aldergate.pk, at=NOW, channel="mail",
        direction="theirs", kind="message", source_key="hr/Marta Kolb",
    )  # fmt: skip
    assert [one.repeat for one in ledger.record_acts([again], actor=system(), at=NOW)] == [True]
    assert counts() == before


def test_what_is_counted_stays_as_it_was(place: World) -> None:
    before = counts()
    scores = sorted(Answer.objects.values_list("score", flat=True))
    erase(place)
    assert counts() == before
    assert sorted(Answer.objects.values_list("score", flat=True)) == scores
    assert audit.verify() is None


def test_a_search_finds_nobody_and_the_others_as_before(place: World) -> None:
    assert search.find(system(), "marta kolb").rows
    erase(place)
    for words in ("marta kolb", "kolb", "marta.kolb@aldergate.example", "lighthouse", "swallows"):
        assert search.find(system(), words).rows == []
    assert search.find(system(), "sits next to him").rows
    assert queries.people(place.cast.hugo, search="ivo").rows


def test_what_others_wrote_stays_with_her_name_masked(place: World) -> None:
    erase(place)
    said = list(Message.objects.filter(ticket=place.others["ivo"]).order_by("pk").values_list("text", flat=True))
    assert said[-3:] == ["[erased] sits next to him: ask [erased].", "", "Thanks [erased], I wait.\n[erased]"]
    kept = Attachment.objects.get(message__ticket=place.others["ivo"])
    with files.open_file(kept.file) as stream:
        assert (kept.name, stream.read()) == ("list_[erased].txt", b"Room 4: [erased]\nRoom 5: Ivo Brandt")
    elsewhere = Message.objects.filter(ticket=place.others["lena"], side="ours").values_list("text", flat=True)
    assert list(elsewhere) == ["[erased] has the same plan."]
    assert Ticket.objects.get(subject="Ask [erased] about it").requester_id == place.cast.ivo.person_id
    assert not Ticket.objects.filter(requester_id=place.marta).exists()


def test_what_she_asked_for_goes_on_with_whoever_wrote_in_it(place: World) -> None:
    Message.objects.create(
        ticket=place.ticket,
        author_id=place.cast.ivo.person_id,
        side="theirs",
        channel="mail",
        text="I need it, too.",
        said_at=NOW,
        recorded_at=NOW,
    )
    erase(place)
    ticket = Ticket.objects.get(pk=place.ticket.pk)
    assert (ticket.subject, ticket.requester_id) == ("[erased]", place.cast.ivo.person_id)
    desk.answer(ticket_id=ticket.pk, text="It is coming.", actor=place.cast.hugo, at=NOW)
    letter = Letter.objects.filter(kind="answer").latest("pk")
    assert letter.to == [["Ivo Brandt", "ivo.brandt@aldergate.example"]]
    assert traces(MARTA, Path("/nowhere")) == []


def test_the_row_that_stays_says_nothing(place: World) -> None:
    erase(place)
    row = Person.objects.get(pk=place.marta)
    assert (row.name, row.account_id, row.site_id, row.unnamed) == (LEFT, None, None, True)
    assert row.left_at is not None
    assert not Account.objects.filter(email__startswith="marta").exists()
    assert not Letter.objects.filter(to__icontains="marta").exists()


def test_stopped_anywhere_it_goes_on_and_ends_the_same(
    place: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for small in ("sweeping.BATCH", "erasing.AT_ONCE", "post.BATCH", "words.BATCH"):
        monkeypatch.setattr(f"rapport.foundation.leaving.{small}", 2)
    monkeypatch.setattr("rapport.domains.desk.actions.leaving.BATCH", 1)
    begun = actions.erase_person(person_id=place.marta, name="Marta Kolb", actor=place.cast.ines, at=NOW)
    seen = []
    for _ in range(5):
        actions.carry_on_erasure(erasure_id=begun.pk, actor=system(), at=NOW)
        row = Erasure.objects.get(pk=begun.pk)
        seen.append(row.stage)
        Erasure.objects.filter(pk=begun.pk, state="running").update(after=0)  # its last stage is done twice
    assert len(set(seen)) > 2
    while actions.carry_on_erasure(erasure_id=begun.pk, actor=system(), at=NOW):
        pass
    leaving.tidy()
    assert traces(MARTA, settings.DATA) == []


def test_a_restore_erases_her_again(place: World, settings: Any, tmp_path: Path) -> None:
    from rapport.foundation import keeping

    keeping.backup(tmp_path / "one", key="a key that only the keeper knows", at=NOW)
    erase(place)
    call_command("flush", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM foundation_search_words")
    keeping.restore(tmp_path / "one", key="a key that only the keeper knows")
    assert Person.objects.filter(name="Marta Kolb").exists()
    for begun in actions.replay_erasures(journal=leaving.journal(), actor=system(), at=NOW):
        while actions.carry_on_erasure(erasure_id=begun, actor=system(), at=NOW):
            pass
    leaving.tidy()
    assert traces(MARTA, settings.DATA) == []
    assert actions.replay_erasures(journal=leaving.journal(), actor=system(), at=NOW) == []


def test_a_namesake_keeps_the_name(place: World) -> None:
    newcomer = actions.Newcomer(place.cast.fenmoor.pk, "mk@fenmoor.example", "Marta Kolb")
    other = actions.meet(newcomers=[newcomer], actor=system(), at=NOW)[newcomer.place]
    erase(place)
    assert Person.objects.get(pk=other).name == "Marta Kolb"
    assert queries.people(place.cast.hugo, search="marta kolb").rows[0].id == other


def test_only_administrators_erase_and_only_by_the_name(place: World) -> None:
    named = {"person_id": place.marta, "at": NOW}
    with pytest.raises(NotAllowed):
        actions.erase_person(name="Marta Kolb", actor=place.cast.noor, **named)
    with pytest.raises(actions.WrongName):
        actions.erase_person(name="Marta", actor=place.cast.ines, **named)
    assert not Erasure.objects.exists()


def test_somebody_who_serves_is_not_erased_before_their_roles_are_gone(place: World) -> None:
    hugo = {"person_id": place.cast.hugo.person_id, "name": "Hugo Marek", "at": NOW}
    with pytest.raises(actions.StillServes):
        actions.erase_person(actor=place.cast.ines, **hugo)
    for role in Role.objects.filter(person_id=place.cast.hugo.person_id):
        actions.revoke_role(role_id=role.pk, actor=place.cast.ines, at=NOW)
    actions.erase_person(actor=place.cast.ines, **hugo)
    assert jobs.run_all("default").failed == []
    assert traces(["Hugo Marek", "hugo.marek", "The part is ordered", "77-A"], Path("/nowhere")) == []
    assert Ticket.objects.filter(pk=place.ticket.pk).exists()


def test_a_file_somebody_else_holds_stays(place: World, settings: Any) -> None:
    (first,) = receive(mail(place.cast.ivo, "My picture", at=NOW, text="The same.", attachments=_her_picture()), at=NOW)
    erase(place)
    row = Message.objects.get(ticket_id=first.ticket_id, side="theirs").attachments.get().file
    with files.open_file(row) as stream:
        assert stream.read().startswith(b"\x89PNG")


def _her_picture() -> tuple[Any, ...]:
    from hashlib import sha256

    from rapport.domains.desk.types import AttachmentIn
    from tests.world import PICTURE

    return (AttachmentIn("plot.png", "image/png", PICTURE, sha256(PICTURE).hexdigest()),)
