"""They say box, we say tablet: caught beside a message, agreed by her, shown where it is said, found by either word."""

from __future__ import annotations

from django.urls import reverse

from rapport.domains.desk.models import Message, Ticket
from rapport.domains.knowledge.models import Term
from rapport.domains.ledger.models import Trace
from rapport.domains.people import actions as people
from rapport.foundation.actors import system
from tests.cast import MONDAY, Cast
from tests.stories.scene import ticket_of, work, write
from tests.visitors import browser, plain

SAID = "My white  BOX is black <again>."


def told(stage: Cast) -> Ticket:
    """Marta writes about her white box; the ticket is about the mail service."""
    ticket = Ticket.objects.get(pk=ticket_of(write(stage.marta, "Black again", SAID)))
    Ticket.objects.filter(pk=ticket.pk).update(service=stage.mail)
    return ticket


def caught(stage: Cast, ticket: Ticket) -> Term:
    """Hugo puts their word beside ours."""
    sent = {"their_word": "white box", "our_word": "tablet"}
    shown = browser(stage.hugo).post(reverse("workspace:catch_term", args=[ticket.pk]), sent, follow=True)
    assert "Put to Marta Kolb" in plain(shown)
    return Term.objects.get()


def agreed(stage: Cast, ticket: Ticket) -> Term:
    """Marta says yes on her request."""
    term = caught(stage, ticket)
    browser(stage.marta).post(reverse("portal:decide_term", args=[term.key]), {"decision": "yes"})
    return term


def page_of(who: object, ticket: Ticket) -> str:
    return plain(browser(who).get(reverse("workspace:ticket", args=[ticket.pk])))  # type: ignore[arg-type]


def answer(stage: Cast, ticket: Ticket, text: str, where: str = "workspace:answer") -> str:
    """Hugo writes; what he reads next."""
    sent = {"text": text, "then": "keep_open"}
    return plain(browser(stage.hugo).post(reverse(where, args=[ticket.pk]), sent, follow=True))


def test_a_word_caught_beside_her_message_is_asked_on_her_request_and_then_shown(stage: Cast) -> None:
    ticket = told(stage)
    assert 'href="#their-word"' in page_of(stage.hugo, ticket)
    term = caught(stage, ticket)
    request = reverse("portal:request", args=[ticket.public_key])
    asked = plain(browser(stage.marta).get(request))
    assert "You say <b>“white box”</b>: is that right?" in asked
    assert "<dfn" not in page_of(stage.hugo, ticket)
    sent = {"decision": "yes", "back": ticket.public_key}
    back = browser(stage.marta).post(reverse("portal:decide_term", args=[term.key]), sent)
    assert back["Location"] == request
    shown = page_of(stage.hugo, ticket)
    assert '<dfn title="tablet">white  BOX</dfn> is black &lt;again&gt;.' in shown
    assert "“white box” is our <b>tablet</b>" in shown
    assert "<dfn" not in plain(browser(stage.marta).get(request))


def test_what_a_word_means_cannot_leave_its_title(stage: Cast) -> None:
    ticket = told(stage)
    term = agreed(stage, ticket)
    said = {"their_word": "white box", "our_word": 'tab"><script>', "meaning": "one\n\ntwo'\" onfocus=x"}
    browser(stage.hugo).post(reverse("workspace:reword_term", args=[term.pk]), said)
    browser(stage.marta).post(reverse("portal:decide_term", args=[term.key]), {"decision": "yes"})
    shown = page_of(stage.hugo, ticket)
    assert "tab&quot;&gt;&lt;script&gt;: one two&#x27;&quot; onfocus=x" in shown
    assert 'tab">' not in shown


def test_an_agent_reads_what_they_say_after_a_reply_and_nobody_else_does(stage: Cast) -> None:
    ticket = told(stage)
    agreed(stage, ticket)
    assert "You write “tablet”, they say <b>“white box”</b>" in answer(stage, ticket, "Your tablet comes on Monday.")
    assert Message.objects.filter(ticket=ticket, side="ours").count() == 1
    assert "they say <b>" not in page_of(stage.noor, ticket)
    assert "they say <b>" not in answer(stage, ticket, "Your white box comes on Monday.")


def test_words_are_checked_before_a_reply_leaves_and_it_may_leave_anyway(stage: Cast) -> None:
    ticket = told(stage)
    agreed(stage, ticket)
    shown = answer(stage, ticket, "The tablet, Monday.", "workspace:check")
    assert "they say <b>“white box”</b>" in shown and "Send anyway" in shown and "The tablet, Monday." in shown
    assert "No word of ours" in answer(stage, ticket, "Monday.", "workspace:check")
    assert not Message.objects.filter(ticket=ticket, side="ours").exists()


def test_a_customer_tells_us_and_the_team_agrees(stage: Cast) -> None:
    service = reverse("portal:service", args=[stage.mail.key])
    sent = {"their_word": "letter box", "our_word": "mailbox", "meaning": "Where mail lands."}
    assert "The team looks at it" in plain(browser(stage.marta).post(service, sent, follow=True))
    term = Term.objects.get()
    listed = plain(browser(stage.hugo).get(reverse("workspace:terms")))
    assert "Waiting for us" in listed and "letter box" in listed
    assert "letter box" not in plain(browser(stage.ivo).get(service))
    browser(stage.hugo).post(reverse("workspace:decide_term", args=[term.pk]), {"decision": "agree"})
    for reader, seen in ((stage.marta, True), (stage.ivo, True), (stage.lena, False)):
        assert ("letter box" in plain(browser(reader).get(service))) == seen


def test_no_with_another_word_comes_back_to_us(stage: Cast) -> None:
    ticket = told(stage)
    term = caught(stage, ticket)
    decide = reverse("portal:decide_term", args=[term.key])
    assert browser(stage.marta).post(decide, {"decision": "word", "their_word": ""}).status_code == 400
    browser(stage.marta).post(decide, {"decision": "word", "their_word": "crate"})
    term.refresh_from_db()
    assert (term.state, term.their_word, term.our_word) == ("proposed_by_them", "crate", "tablet")
    assert "crate" in plain(browser(stage.hugo).get(reverse("workspace:terms")))


def test_no_is_said_with_its_reason(stage: Cast) -> None:
    ticket = told(stage)
    term = caught(stage, ticket)
    decide = reverse("portal:decide_term", args=[term.key])
    assert browser(stage.marta).post(decide, {"decision": "no", "reason": ""}).status_code == 400
    browser(stage.marta).post(decide, {"decision": "no", "reason": "Nobody here has one."})
    assert "Nobody here has one." in plain(browser(stage.hugo).get(reverse("workspace:term", args=[term.pk])))


def test_a_search_for_either_word_finds_the_other(stage: Cast) -> None:
    ticket = told(stage)
    agreed(stage, ticket)
    work()
    shown = plain(browser(stage.hugo).get(reverse("workspace:find"), {"q": "tablet"}))
    assert "Also looked for “white box” (Aldergate Electric)" in shown and ticket.key in shown
    exactly = plain(browser(stage.hugo).get(reverse("workspace:find"), {"q": '"tablet" '}))
    assert "Also looked for" not in exactly and ticket.key not in exactly


def test_words_of_one_organisation_never_meet_another(stage: Cast) -> None:
    agreed(stage, told(stage))
    theirs = Ticket.objects.get(pk=ticket_of(write(stage.lena, "Black", SAID)))
    assert "<dfn" not in page_of(stage.hugo, theirs)
    assert "they say <b>" not in answer(stage, theirs, "Your tablet comes on Monday.")


def test_somebody_nobody_knows_yet_is_not_asked_about_words(stage: Cast) -> None:
    stranger = Ticket.objects.get(pk=ticket_of(write("who@elsewhere.example", "Black", SAID)))
    sent = {"their_word": "white box", "our_word": "tablet"}
    shown = browser(stage.hugo).post(reverse("workspace:catch_term", args=[stranger.pk]), sent, follow=True)
    assert "We do not know yet whose word this is" in plain(shown)
    assert not Term.objects.exists()


def test_an_agent_of_another_team_neither_catches_nor_checks(stage: Cast) -> None:
    ticket = told(stage)
    for name in ("catch_term", "check"):
        sent = {"their_word": "white box", "our_word": "tablet", "text": "tablet"}
        assert browser(stage.sanna).post(reverse(f"workspace:{name}", args=[ticket.pk]), sent).status_code == 404


def test_a_service_without_words_says_what_to_do(stage: Cast) -> None:
    made = people.create_service(name="Empty", team_id=stage.service_desk.pk, actor=system(), at=MONDAY)
    people.record_use(
        service_id=made.pk, person_ids=[stage.marta.person_id or 0], since=MONDAY.date(), actor=system(), at=MONDAY
    )
    assert "No words yet" in plain(browser(stage.marta).get(reverse("portal:service", args=[made.key])))
    assert "Nothing was agreed yet" in plain(browser(stage.hugo).get(reverse("workspace:service", args=[made.pk])))
    assert "No word is like that" in plain(browser(stage.hugo).get(reverse("workspace:terms"), {"state": "retired"}))


def test_an_agreed_word_leaves_a_trace_beside_her_acts(stage: Cast) -> None:
    term = agreed(stage, told(stage))
    work()
    traces = Trace.objects.filter(person_id=stage.marta.person_id, kind="word agreed")
    assert list(traces.values_list("ref_kind", "ref_id")) == [("term", term.pk)]
