"""Help pages and known problems from both sides: written, read, tapped, tied to a ticket, fixed and told."""

from __future__ import annotations

from django.urls import reverse

from rapport.domains.desk.models import CustomField, Ticket
from rapport.domains.knowledge.models import Article, Problem, ProblemReport
from rapport.foundation import jobs
from rapport.foundation.models import Letter
from rapport.interfaces.mail.rendering import in_words
from tests.cast import Cast, person
from tests.stories.conftest import Clock
from tests.stories.scene import ticket_of, write
from tests.visitors import browser, plain
from tests.world import NOW

PAGE = {"title": "When mail is slow", "text": "Wait. <script>alert(1)</script> [here](javascript:x)\n\n- **one**"}


def noted(stage: Cast, **more: object) -> Problem:
    """Hugo notes that mail is slow for its users."""
    said = {"title": "Mail arrives late", "advice": "Nothing is lost.", "audience": "service", "service": stage.mail.pk}
    said |= {"team": stage.service_desk.pk, **more}
    shown = browser(stage.hugo).post(reverse("workspace:open_problem"), said, follow=True)
    assert "Mail arrives late" in plain(shown)
    return Problem.objects.get()


def test_it_is_written_read_and_tapped_on_pages(stage: Cast, clock: Clock) -> None:
    hugo, marta = browser(stage.hugo), browser(stage.marta)
    assert "Give it a title" in plain(hugo.post(reverse("workspace:write_article"), {"audience": "everybody"}))
    hugo.post(reverse("workspace:write_article"), PAGE | {"audience": "everybody"})
    row = Article.objects.get()
    shown = plain(marta.get(reverse("portal:article", args=[row.key])))
    assert "<strong>one</strong>" in shown and "<script>alert" not in shown and 'href="javascript' not in shown
    assert "Thank you" in plain(
        marta.post(reverse("portal:article_helped", args=[row.key]), {"helped": "yes"}, follow=True)
    )
    revised = PAGE | {"text": "Wait a minute.", "audience": "staff", "seen": "1", "why": "Shorter"}
    assert "Shorter" in plain(hugo.post(reverse("workspace:article", args=[row.key]), revised, follow=True))
    assert marta.get(reverse("portal:article", args=[row.key])).status_code == 404
    assert "newer version" in plain(hugo.post(reverse("workspace:article", args=[row.key]), revised))
    assert reverse("workspace:article", args=[row.key]) in plain(
        hugo.get(reverse("workspace:find"), {"q": "mail slow"})
    )


def test_a_ticket_is_tied_with_one_press_and_its_asker_is_told_when_it_is_fixed(stage: Cast, clock: Clock) -> None:
    ticket = Ticket.objects.get(pk=ticket_of(write(stage.marta, "Mail is late again", "It arrives late.")))
    problem = noted(stage)
    page, hugo = reverse("workspace:ticket", args=[ticket.pk]), browser(stage.hugo)
    assert "It is this one" in plain(hugo.get(page))
    person(stage.marta).__class__.objects.filter(pk=stage.marta.person_id).update(language="de")
    hugo.post(reverse("workspace:tie_problem", args=[ticket.pk]), {"problem": problem.key})
    assert ProblemReport.objects.get().person_id == stage.marta.person_id
    assert "1 report it" in plain(hugo.get(page))
    fixed = {"decision": "fix", "words": "The queue is empty again."}
    hugo.post(reverse("workspace:problem_state", args=[problem.key]), fixed)
    jobs.run_all(at=NOW)
    (letter,) = Letter.objects.filter(kind="problem_fixed")
    said = in_words(letter)
    assert said.subject == "Behoben: Mail arrives late" and "The queue is empty again." in said.text


def test_a_problem_noted_from_a_ticket_is_tied_to_it(stage: Cast, clock: Clock) -> None:
    ticket = ticket_of(write(stage.marta, "Mail is late again", "It arrives late."))
    assert "Mail is late again" in plain(browser(stage.hugo).get(reverse("workspace:open_problem"), {"ticket": ticket}))
    noted(stage, ticket=ticket)
    assert ProblemReport.objects.get().ref_id == ticket


def test_a_service_page_says_what_is_broken_what_helps_and_who_is_here(stage: Cast, clock: Clock) -> None:
    problem, marta = noted(stage), browser(stage.marta)
    said = PAGE | {"audience": "service", "service": stage.mail.pk}
    browser(stage.hugo).post(reverse("workspace:write_article"), said)
    browser(stage.hugo).post(reverse("workspace:my_card"), {"does": "Mail and phones", "shown": "on"})
    old = marta.get(reverse("portal:service_by_number", args=[stage.mail.pk]))
    assert old["Location"] == reverse("portal:service", args=[stage.mail.key])
    shown = plain(marta.get(old["Location"]))
    assert problem.title in shown and PAGE["title"] in shown and "Mail and phones" in shown
    assert "Service Desk is here now" in shown or "We are back" in shown
    told = marta.post(reverse("portal:follow_problem", args=[problem.key]), {"decision": "report"}, follow=True)
    assert "you are counted" in plain(told) and Problem.objects.get().reports == 1
    assert browser(stage.tomas).get(old["Location"]).status_code == 404


def test_the_form_of_a_service_is_asked_before_it_is_sent_and_kept_on_the_request(stage: Cast, clock: Clock) -> None:
    form, ines = reverse("workspace:custom_fields"), browser(stage.ines)
    of_mail = {"service": stage.mail.pk, "on_form": "on"}
    too_few = ines.post(form, of_mail | {"name": "Where", "kind": "choice", "choices": "Office"})
    assert "at least two things to choose from" in plain(too_few)
    for label, kind, more in (
        ("Where", "choice", {"choices": "Office\nAt home", "required": "on"}),
        ("Since when", "date", {}),
        ("How many mails", "number", {}),
    ):
        assert label in plain(ines.post(form, of_mail | {"name": label, "kind": kind, **more}, follow=True))
    marta, home = browser(stage.marta), reverse("portal:home")
    asked = {"ask": "Mail is slow", "service": stage.mail.pk, "seen": "1"}
    shown = plain(marta.post(home, asked))
    assert "At home" in shown and "A little more" in shown and not Ticket.objects.exists()
    where, since, many = CustomField.objects.order_by("pk").values_list("pk", flat=True)
    filled = asked | {"form_of": stage.mail.pk, f"field_{since}": "2026-11-02", f"field_{many}": "12"}
    wrong = marta.post(home, filled)
    assert wrong.status_code == 400 and "is needed" in plain(wrong) and not Ticket.objects.exists()
    kept = plain(marta.post(home, filled | {f"field_{where}": "At home"}, follow=True))
    assert "What you filled in" in kept and "At home" in kept and "2026-11-02" in kept
    ticket = Ticket.objects.get()
    page = reverse("workspace:ticket", args=[ticket.pk])
    assert "At home" in plain(browser(stage.hugo).get(page))
    ines.post(reverse("workspace:custom_field", args=[where]), {"remove": "1"})
    assert "At home" in plain(browser(stage.hugo).get(page))
    assert "Where" not in plain(marta.post(home, asked | {"ask": "Mail is slow again"}))


def test_a_help_page_is_put_into_the_answer_where_whoever_asked_may_read_it(stage: Cast, clock: Clock) -> None:
    ticket = ticket_of(write(stage.marta, "Mail is slow again", "Since noon."))
    hugo, put_in = browser(stage.hugo), reverse("workspace:put_in_macro", args=[ticket])
    text = "# First\n\n1. **Wait** a minute\n2. See [the queue](https://queue.example/)"
    for audience in ("everybody", "staff"):
        said = PAGE | {"title": f"When mail is slow, for {audience}", "text": text, "audience": audience}
        hugo.post(reverse("workspace:write_article"), said)
    shown = plain(hugo.get(reverse("workspace:earlier", args=[ticket])))
    assert "When mail is slow, for everybody" in shown and "for staff" not in shown
    open_page, closed = (Article.objects.get(audience=one).key for one in ("everybody", "staff"))
    box = plain(hugo.post(put_in, {"page": open_page, "text": ""}))
    assert "First\n\n1. Wait a minute\n2. See the queue (https://queue.example/)\n\n" in box
    assert f"/help/{open_page}/" in box
    assert hugo.post(put_in, {"page": closed, "text": ""}).status_code == 404
    assert browser(stage.ivo).post(put_in, {"page": open_page, "text": ""}).status_code == 404
