"""Pages about surveys: started from a template, read in a preview, reworded without script, paused and stopped."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rapport.domains.surveys.models import Survey, SurveyVersion
from tests.cast import MONDAY, Cast, build
from tests.visitors import browser, plain

OPTIONS = r"((?:<option[^>]*>[^<]*</option>)*)"
FIELD = re.compile(rf"<(input|textarea|select)\b([^>]*)>(?:([^<]*)</textarea>|{OPTIONS}</select>)?")
NAME, VALUE = re.compile(r'\bname="([^"]*)"'), re.compile(r'\bvalue="([^"]*)"')
CHOSEN = re.compile(r'<option(?: value="([^"]*)")? selected>([^<]*)')


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    return build()


@pytest.fixture
def client(cast: Cast) -> Client:
    return browser(cast.noor)


def begun(client: Client, template: str, **named: object) -> int:
    """A survey started on the page; its id."""
    said = {"name": f"About {template}", "asked": "user", "mode": "named", "languages": ["en", "de"]} | named
    sent = client.post(f"{reverse('workspace:new_survey')}?template={template}", said)
    assert sent.status_code == 302, plain(sent)
    return Survey.objects.latest("pk").pk


def form_of(page: str) -> dict[str, list[str]]:
    """What a browser would send back of a page, untouched."""
    found: dict[str, list[str]] = {}
    for kind, tag, text, options in FIELD.findall(page[page.index('<form class="stack"') :]):
        name = NAME.search(tag)
        if name is None or ('type="checkbox"' in tag and "checked" not in tag):
            continue
        chosen = CHOSEN.search(options)
        value = VALUE.search(tag)
        said = text if kind == "textarea" else value[1] if value else ""
        said = (chosen[1] or chosen[2]) if chosen else re.search(r'value="([^"]*)"', options)[1] if options else said
        found.setdefault(name[1], []).append(unescape(said))
    return found


def address(survey_id: int) -> str:
    return reverse("workspace:survey_wording", args=[survey_id])


def test_with_no_survey_yet_the_list_says_how_to_begin(client: Client) -> None:
    page = plain(client.get(reverse("workspace:surveys")))
    assert "No survey yet" in page
    assert reverse("workspace:new_survey") in page


def test_a_template_becomes_a_survey_that_asks_nobody_and_stands_in_the_list(client: Client, cast: Cast) -> None:
    offered = plain(client.get(reverse("workspace:new_survey")))
    assert offered.count("Begin with it") == 8
    survey_id = begun(client, "csat", service=cast.mail.pk, name="After a visit")
    page = plain(client.get(reverse("workspace:survey", args=[survey_id])))
    assert "Satisfaction (CSAT), about Mail, asked of those who use it" in page
    assert "not asked yet" in page
    listed = plain(client.get(reverse("workspace:surveys")))
    assert "After a visit" in listed and "no sample was drawn" in listed
    again = client.post(
        f"{reverse('workspace:new_survey')}?template=csat",
        {"name": "After a visit", "asked": "user", "mode": "named", "languages": ["en"]},
    )
    assert again.status_code == 400
    assert "Another survey has this name" in plain(again)


def test_what_was_found_is_compared_with_what_was_expected(client: Client, cast: Cast) -> None:
    before = begun(client, "expectation", service=cast.mail.pk)
    after = begun(client, "perception", service=cast.mail.pk, follows=before)
    assert Survey.objects.get(pk=after).follows_id == before
    assert "About expectation" in plain(client.get(reverse("workspace:survey", args=[after])))


def test_a_preview_shows_each_language_and_class_and_sends_nothing(client: Client, cast: Cast) -> None:
    survey_id = begun(client, "csat", service=cast.mail.pk)
    see = reverse("workspace:survey_preview", args=[survey_id])
    german = plain(client.get(see, {"lang": "de", "score": "2"}))
    assert "Wie zufrieden sind Sie" in german and "Wer das sieht" in german
    assert 'class="asked of-class for-low now"' in german
    happy = plain(client.get(see, {"score": "5"}))
    assert 'class="asked of-class for-low"' in happy and "score=1" in happy
    main = happy.partition("<main")[2]
    assert "<button" in main and 'method="post"' not in main
    assert client.get(see, {"version": "9"}).status_code == 404


def test_a_form_nobody_touched_keeps_the_wording_as_it_is(client: Client, cast: Cast) -> None:
    for template in ("nps", "csat", "ces", "trust", "expectation", "single", "own"):
        survey_id = begun(client, template)
        before = SurveyVersion.objects.get(survey_id=survey_id)
        sent = form_of(client.get(address(survey_id)).content.decode()) | {"do": ["keep"]}
        assert client.post(address(survey_id), sent).status_code == 302
        after = SurveyVersion.objects.get(survey_id=survey_id)
        assert (after.wording, after.started_at) == (before.wording, before.started_at)


def test_questions_are_added_moved_and_removed_by_buttons_alone(client: Client, cast: Cast) -> None:
    survey_id = begun(client, "csat")
    sent = form_of(client.get(address(survey_id)).content.decode()) | {"do": ["add"], "new_kind": ["multiple"]}
    page = client.post(address(survey_id), sent)
    assert page.status_code == 200 and "Question 3" in plain(page) and "Not kept yet" in plain(page)
    sent = form_of(page.content.decode()) | {"do": ["keep"]}
    refused = client.post(address(survey_id), sent)
    assert refused.status_code == 400
    assert plain(refused).count("Write the question.") == 2
    assert "Offer two to 12 choices" in plain(refused)
    words = {
        "q2.en.text": ["What helped?"], "q2.de.text": ["Was hat geholfen?"],
        "q2.en.choices": ["The call\nThe visit"], "q2.de.choices": ["Der Anruf\nDer Besuch"],
    }  # fmt: skip
    up = client.post(address(survey_id), sent | words | {"do": ["up-2"]})
    gone = client.post(address(survey_id), form_of(up.content.decode()) | {"do": ["remove-0"]})
    assert client.post(address(survey_id), form_of(gone.content.decode()) | {"do": ["keep"]}).status_code == 302
    wording = SurveyVersion.objects.get(survey_id=survey_id).wording
    assert [row["text"] for row in wording["de"]["questions"]] == [
        "Was hat geholfen?",
        "Was sollen wir beim nächsten Mal anders machen?",
    ]
    assert wording["en"]["questions"][0]["choices"] == [["the_call", "The call"], ["the_visit", "The visit"]]
    assert [key for key, _ in wording["de"]["questions"][0]["choices"]] == ["the_call", "the_visit"]


def test_a_language_that_still_says_what_was_asked_before_is_named(client: Client, cast: Cast) -> None:
    survey_id = begun(client, "csat")
    sent = form_of(client.get(address(survey_id)).content.decode())
    other = sent | {"en.question": ["Was it good?"], "q1.en.text": ["What next?"], "do": ["keep"]}
    told = client.post(address(survey_id), other, follow=True)
    say = "German still says what it said before: the question, a further question."
    assert plain(told).count(say) == 2 and "German is behind" in plain(client.get(address(survey_id)))
    preview = reverse("workspace:survey_preview", args=[survey_id])
    assert say in plain(client.get(f"{preview}?lang=de")) and say not in plain(client.get(f"{preview}?lang=en"))
    sent = form_of(client.get(address(survey_id)).content.decode())
    client.post(address(survey_id), sent | {"de.question": ["War es gut?"], "do": ["keep"]})
    page = reverse("workspace:survey", args=[survey_id])
    assert "German still says what it said before: a further question." in plain(client.get(page))
    confirm = reverse("workspace:survey_language", args=[survey_id])
    assert "behind" not in plain(client.post(confirm, {"language": "de"}, follow=True))
    assert client.post(confirm, {"language": "de"}).status_code == 404


def test_a_corrected_reason_keeps_its_key_and_a_missing_one_is_told(client: Client, cast: Cast) -> None:
    survey_id = begun(client, "nps")
    sent = form_of(client.get(address(survey_id)).content.decode())
    english = sent["en.reasons.unhappy"][0].replace("It came back", "It came back again")
    kept = client.post(address(survey_id), sent | {"en.reasons.unhappy": [english], "do": ["keep"]})
    assert kept.status_code == 302
    assert ["came_back", "It came back again"] in SurveyVersion.objects.get().wording["en"]["reasons"]["unhappy"]
    fewer = client.post(address(survey_id), sent | {"de.reasons.unhappy": ["Nur eines"], "do": ["keep"]})
    assert fewer.status_code == 400
    assert "Every language offers the same reasons in the same order: 6 lines here, too." in plain(fewer)


def test_a_language_is_added_with_what_the_template_says_and_left_out_again(client: Client, cast: Cast) -> None:
    survey_id = begun(client, "ces", languages=["en"])
    sent = form_of(client.get(address(survey_id)).content.decode())
    german = client.post(address(survey_id), sent | {"do": ["add_language"], "new_language": ["de"]})
    assert "stimme voll zu" in plain(german) and "Wie viele Minuten" in plain(german)
    both = form_of(german.content.decode())
    assert client.post(address(survey_id), both | {"do": ["keep"]}).status_code == 302
    assert set(SurveyVersion.objects.get().wording) == {"en", "de"}
    less = client.post(address(survey_id), both | {"do": ["drop_language-en"]})
    assert form_of(less.content.decode())["languages"] == ["de"]
    polish = client.post(address(survey_id), both | {"do": ["add_language"], "new_language": ["pl"]})
    refused = client.post(address(survey_id), form_of(polish.content.decode()) | {"do": ["keep"]})
    assert refused.status_code == 400 and "Write the question." in plain(refused)


def test_odd_forms_are_answered_in_words_and_change_nothing(client: Client, cast: Cast) -> None:
    survey_id = begun(client, "own")
    for odd in ({"do": "keep"}, {"do": "keep", "languages": "en", "count": "9999"}, {"do": "up-77", "languages": "en"},
                {"do": "keep", "languages": "en", "count": "1", "q0.kind": "magic", "scale": "10-1"}):  # fmt: skip
        page = client.post(address(survey_id), odd)
        assert page.status_code in {200, 400}, odd
    assert SurveyVersion.objects.get().wording["en"]["question"] == "What holds up your work?"


def test_a_survey_is_paused_resumed_and_stopped_for_good(client: Client, cast: Cast) -> None:
    survey_id = begun(client, "ces")
    change = reverse("workspace:survey_standing", args=[survey_id])
    assert "Paused. Nothing more leaves" in plain(client.post(change, {"do": "pause"}, follow=True))
    assert "Paused" in plain(client.get(reverse("workspace:surveys")))
    client.post(change, {"do": "resume"})
    assert Survey.objects.get(pk=survey_id).asking
    client.post(change, {"do": "stop"})
    assert "nothing was changed" in plain(client.post(change, {"do": "resume"}, follow=True))
    sent = form_of(client.get(address(survey_id)).content.decode()) | {"do": ["keep"], "en.question": ["New?"]}
    assert "nothing was changed" in plain(client.post(address(survey_id), sent, follow=True))


def test_agents_find_no_surveys_in_the_menu_and_may_not_open_them(cast: Cast) -> None:
    agent = browser(cast.hugo)
    assert reverse("workspace:surveys") not in plain(agent.get(reverse("workspace:today")))
    assert agent.get(reverse("workspace:surveys")).status_code == 403
