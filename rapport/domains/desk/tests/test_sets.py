"""Lists of any length take the same number of statements; files, imports and mailboxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Attachment, Mailbox, Message, Ticket
from rapport.domains.desk.tests.mails import DESK, TUESDAY, mail, mailbox, outcomes, receive
from rapport.domains.desk.types import AttachmentIn, ImportedMessage, ImportedTicket, Incoming
from rapport.domains.ledger.models import Act
from rapport.domains.people import actions as people
from rapport.domains.people.models import Organisation
from rapport.domains.promises.models import Clock
from rapport.foundation import files, secrets
from rapport.foundation.actors import NotAllowed, NotFound, system
from rapport.foundation.models.mail import Letter
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast, build

# What can be read is read before the transaction begins: with the work around it each statement costs the better part
# of a millisecond, and others wait at most 50 ms for the write lock. One of them, the lock, is PostgreSQL's alone.
MOST_STATEMENTS = 28
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    found = build()
    mailbox(found)
    return found


def statements(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        work()
    return len([q for q in seen if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def morning(cast: Cast, count: int) -> list[Incoming]:
    """Some mails of the cast and of strangers: every second one answers the one before."""
    found: list[Incoming] = []
    for number in range(count):
        if number % 2:
            before = found[-1].mail
            found.append(mail(before.sender_address, "Re: it", ids=(before.message_id,)))
        else:
            found.append(mail(f"stranger{number}.{count}@elsewhere.example", f"Matter {number}"))
    return found


def test_the_number_of_statements_does_not_grow_with_the_list(cast: Cast) -> None:
    receive(mail(cast.marta))
    few, many = morning(cast, 4), morning(cast, 24)
    assert statements(lambda: receive(*few)) == statements(lambda: receive(*many))


def test_25_mails_hold_the_write_lock_for_few_statements(cast: Cast) -> None:
    first = receive(*morning(cast, 6))[0]
    plan = AttachmentIn("plan.pdf", "application/pdf", b"%PDF-1.4 plan", sha256(b"%PDF-1.4 plan").hexdigest())
    late = mail("stranger0.6@elsewhere.example", token_ref=("ticket", first.ticket_id), attachments=(plan,))
    list_of_25 = [*morning(cast, 24), late]
    with CaptureQueriesContext(connection) as seen:
        assert outcomes(receive(*list_of_25)) == ["ticket", "reply"] * 12 + ["reply"]
    said = [q["sql"] for q in seen]
    begins = [place for place, sql in enumerate(said) if sql.startswith("SAVEPOINT")]
    assert len(begins) == 2, "one transaction for people who are new, one for what was said, and none within them"
    assert said[-1].startswith("RELEASE")
    assert len(said[begins[1] + 1 : -1]) <= MOST_STATEMENTS


def test_people_we_know_cost_no_transaction_of_their_own(cast: Cast) -> None:
    both = mail(cast.marta), mail(cast.lena)
    with CaptureQueriesContext(connection) as seen:
        receive(*both)
    said = [q["sql"] for q in seen]
    begins = next(place for place, sql in enumerate(said) if sql.startswith("SAVEPOINT"))
    written = [sql for sql in said[:begins] if not sql.startswith("SELECT")]
    numbers = ["UPDATE people_organisation SET next_ticket_number = next_ticket_number + 2 WHERE kind = 'provider' "]
    several_write = connection.features.has_select_for_update
    expected = numbers if several_write else []
    assert [sql.partition("RETURNING")[0] for sql in written] == expected, "else nothing is written, so nobody waits"
    assert sum(sql.startswith("SAVEPOINT") for sql in said) == 1


def test_numbers_taken_before_are_used_and_fit(cast: Cast) -> None:
    before = Organisation.objects.get(kind="provider").next_ticket_number
    list_of_12 = morning(cast, 12)
    assert outcomes(receive(*list_of_12)) == ["ticket", "reply"] * 6
    numbers = list(Ticket.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == list(range(before, before + 6))
    assert Organisation.objects.get(kind="provider").next_ticket_number == before + 6, "no gap"


def test_a_ticket_is_where_the_person_who_asked_is(cast: Cast) -> None:
    receive(mail(cast.marta), mail(cast.lena))
    assert list(Ticket.objects.order_by("pk").values_list("site_id", flat=True)) == [cast.head_office.pk, None]


def test_a_large_list_is_acknowledged_one_by_one(cast: Cast) -> None:
    receive(*morning(cast, 24))
    assert (Ticket.objects.count(), Message.objects.count(), Letter.objects.count()) == (12, 24, 12)
    assert sorted(Ticket.objects.values_list("number", flat=True)) == list(range(1, 13))


def test_an_attachment_is_kept_once_and_read_by_those_who_may(cast: Cast) -> None:
    content = b"%PDF-1.4 plan"
    plan = AttachmentIn("../plan.pdf", "text/html", content, sha256(content).hexdigest())
    receive(mail(cast.marta, attachments=(plan,)), mail(cast.marta, attachments=(plan,)))
    first = Attachment.objects.order_by("pk")[0]
    file, name = queries.attachment(cast.marta, first.pk)
    assert (name, file.content_type) == ("plan.pdf", "application/pdf")
    assert files.open_file(file).read() == content
    assert len(set(Attachment.objects.values_list("file_id", flat=True))) == 1
    assert queries.ticket(cast.hugo, "R-1").messages[0].attachments[0].name == "plan.pdf"
    for who in cast.outsiders.values():
        with pytest.raises(NotFound):
            queries.attachment(who, first.pk)


def test_an_attachment_of_a_held_mail_arrives_with_it(cast: Cast) -> None:
    first = receive(mail(cast.marta))[0]
    note = AttachmentIn("note.txt", "text/plain", b"hello", sha256(b"hello").hexdigest())
    receive(mail(cast.ivo, token_ref=("ticket", first.ticket_id), attachments=(note,)))
    actions.decide_held(held_id=queries.held(cast.hugo).rows[0].id, accept=True, actor=cast.hugo, at=TUESDAY)
    assert queries.ticket(cast.hugo, "R-1").messages[-1].attachments[0].name == "note.txt"


def test_copies_to_others_make_nobody_a_participant(cast: Cast) -> None:
    receive(mail(cast.marta, cc=(("Ivo", "ivo.brandt@aldergate.example"),)))
    page = queries.ticket(cast.hugo, "R-1")
    assert (page.participants, page.messages[0].cc) == (
        ((cast.marta.person_id, "Marta Kolb"),),
        ("Ivo <ivo.brandt@aldergate.example>",),
    )
    assert queries.ticket(cast.marta, "R-1").messages[0].cc == ()


def test_a_merged_person_still_takes_part(cast: Cast) -> None:
    first = receive(mail(cast.ivo))[0]
    people.merge_people(keep_id=cast.marta.person_id, other_id=cast.ivo.person_id, actor=system(), at=MONDAY + ONE_HOUR)
    found = receive(mail(cast.ivo, token_ref=("ticket", first.ticket_id)), at=TUESDAY)[0]
    assert (found.outcome, found.ticket_id) == ("reply", first.ticket_id)


def test_mail_to_a_second_mailbox_goes_to_its_team(cast: Cast) -> None:
    actions.add_mailbox(
        address="field@northwind.example", name="Field", team_id=cast.field_team.pk, key="F", actor=cast.ines, at=MONDAY
    )
    found = receive(mail(cast.marta, recipients=("field+x@northwind.example",)))[0]
    assert (found.key, Ticket.objects.get().team_id) == ("F-1", cast.field_team.pk)


def test_mail_without_any_mailbox_waits(cast: Cast) -> None:
    Mailbox.objects.all().delete()
    with pytest.raises(actions.NoMailboxYet):
        receive(mail(cast.marta))
    assert Ticket.objects.count() == 0


def test_a_mailbox_keeps_its_password_sealed(cast: Cast) -> None:
    box = Mailbox.objects.get()
    actions.change_mailbox(
        mailbox_id=box.pk, imap_host="imap.example", imap_password="open sesame", actor=cast.ines, at=MONDAY
    )
    box.refresh_from_db()
    assert "sesame" not in box.imap_password_sealed
    assert secrets.unseal(box.imap_password_sealed) == "open sesame"
    with pytest.raises(NotAllowed):
        actions.change_mailbox(mailbox_id=box.pk, name="Mine", actor=cast.hugo, at=MONDAY)


def test_a_wrong_mailbox_is_refused_in_words(cast: Cast) -> None:
    with pytest.raises(actions.WrongMailbox, match="already"):
        actions.add_mailbox(address=DESK.upper(), name="x", team_id=cast.service_desk.pk, actor=cast.ines, at=MONDAY)


@pytest.fixture
def old_desk(cast: Cast) -> ImportedTicket:
    asked = ImportedMessage("z:1:1", "theirs", "The beamer is dark.", MONDAY - 3 * ONE_DAY, cast.marta.person_id)
    answered = ImportedMessage("z:1:2", "ours", "New lamp.", MONDAY - 2 * ONE_DAY, cast.hugo.person_id)
    return ImportedTicket(
        source_key="z:1",
        requester_id=cast.marta.person_id or 0,
        organisation_id=cast.aldergate.pk,
        team_id=cast.service_desk.pk,
        subject="Beamer",
        opened_at=MONDAY - 3 * ONE_DAY,
        state="solved",
        solved_at=MONDAY - 2 * ONE_DAY,
        messages=(asked, answered),
    )


def test_another_desks_tickets_come_in_once(cast: Cast, old_desk: ImportedTicket) -> None:
    first = actions.import_batch(tickets=[old_desk], actor=cast.ines, at=MONDAY)
    second = actions.import_batch(tickets=[old_desk], actor=cast.ines, at=TUESDAY)
    assert (first.made, first.messages) == (1, 2)
    assert (second.made, second.changed, second.unchanged, second.messages) == (0, 0, 1, 0)
    assert (Letter.objects.count(), Act.objects.count()) == (0, 2)
    assert Clock.objects.get(kind="solve").met_at == old_desk.solved_at


def test_a_later_export_changes_the_ticket(cast: Cast, old_desk: ImportedTicket) -> None:
    actions.import_batch(tickets=[replace(old_desk, state="open", solved_at=None)], actor=cast.ines, at=MONDAY)
    changed = actions.import_batch(tickets=[old_desk], actor=cast.ines, at=TUESDAY)
    assert (changed.changed, Ticket.objects.get().state) == (1, "solved")


def test_the_clocks_follow_what_the_other_desk_says_last(cast: Cast, old_desk: ImportedTicket) -> None:
    actions.import_batch(tickets=[old_desk], actor=cast.ines, at=MONDAY)
    first = Clock.objects.get(kind="solve")
    back = replace(old_desk, state="open", solved_at=None, priority=2, service_id=cast.mail.pk)
    actions.import_batch(tickets=[back], actor=cast.ines, at=MONDAY)
    clock = Clock.objects.get(kind="solve")
    assert (clock.met_at, clock.minutes, clock.priority, clock.service) == (None, None, 2, cast.mail)
    later = replace(back, state="solved", solved_at=MONDAY + ONE_HOUR)
    actions.import_batch(tickets=[later], actor=cast.ines, at=TUESDAY)
    clock = Clock.objects.get(kind="solve")
    assert (clock.met_at, clock.minutes) == (later.solved_at, (first.minutes or 0) + 120)


def test_an_import_without_a_solving_moment_is_refused_whole(cast: Cast, old_desk: ImportedTicket) -> None:
    with pytest.raises(actions.WrongImport, match="z:1"):
        actions.import_batch(tickets=[replace(old_desk, solved_at=None)], actor=cast.ines, at=MONDAY)
    with pytest.raises(NotAllowed):
        actions.import_batch(tickets=[old_desk], actor=cast.hugo, at=MONDAY)


def test_reach_in_views_of_the_queue(cast: Cast, django_assert_max_num_queries: Any) -> None:
    receive(*[mail(cast.marta, f"Matter {n}") for n in range(3)])
    first = queries.queue(cast.hugo, view="team", size=2)
    rest = queries.queue(cast.hugo, view="team", size=2, after=first.next)
    assert [len(first.rows), len(rest.rows), rest.next] == [2, 1, None]
    with django_assert_max_num_queries(5):
        counts = queries.counts(cast.hugo)
    assert (counts.team, counts.mine, counts.shown(100)) == (3, 0, "99+")


def test_mail_from_before_the_connection_keeps_its_own_date(cast: Cast) -> None:
    long_ago = MONDAY - timedelta(days=90)
    receive(mail(cast.marta, acknowledge=False, sent_at=long_ago))
    assert Ticket.objects.get().opened_at == long_ago


def test_a_clock_that_is_wrong_by_years_is_not_believed(cast: Cast) -> None:
    receive(mail(cast.marta, sent_at=MONDAY - timedelta(days=4000)))
    assert Message.objects.get().said_at == MONDAY
