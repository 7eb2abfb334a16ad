"""The shared templates: strict about scripts and styles, plain about what went wrong."""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string

from rapport.interfaces.look.gallery import sample
from rapport.interfaces.look.wording import words

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "look"
PAGES = sorted(file for file in TEMPLATES.rglob("*.html") if file.parent.name != "mail")
STAFF = {"brand": "Northwind Service", "me": "Noor Haddad", "find_url": "/find/", "nav": [("Today", "/", True)]}


class PromiseForm(forms.Form):
    """One field of each kind."""

    day = forms.CharField(label="Promised for", help_text="A day they can rely on.")
    tell = forms.BooleanField(label="Tell everyone who asked", required=False)
    name = forms.ChoiceField(label="With whose name", choices=[("a", "Mine")], widget=forms.RadioSelect)


def rendered(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load look figures %}" + source).render(context)


def gallery() -> str:
    return render_to_string("look/components.html", {**sample(), **STAFF})


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_no_template_has_style_or_script_inside(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", source)
    assert not re.search(r"<script(?![^>]* src=)", source)


def test_every_component_is_shown_once_on_paper_and_once_at_night() -> None:
    page = gallery()
    assert page.count('data-theme="light"') == page.count('data-theme="dark"') == 1
    assert page.count("<h1") == 1
    assert [name for name, many in Counter(re.findall(r' id="([^"]+)"', page)).items() if many > 1] == []


def test_every_label_and_description_points_at_something() -> None:
    page = gallery()
    ids = set(re.findall(r' id="([^"]+)"', page))
    wanted = re.findall(r' (?:for|aria-describedby|aria-labelledby)="([^"]+)"', page)
    assert set(wanted) <= ids


def test_a_page_begins_with_a_way_past_its_header_and_marks_where_we_are() -> None:
    page = render_to_string("look/base.html", STAFF)
    assert page.index('class="skip" href="#main"') < page.index("<header")
    assert '<a href="/" aria-current="page">Today</a>' in page
    assert 'href="/find/" data-key="/"' in page


def test_a_public_page_asks_for_no_script() -> None:
    assert "<script" not in render_to_string("look/base_public.html", {"brand": "Northwind Service"})


def test_what_went_wrong_says_what_happened_what_is_safe_and_what_to_do() -> None:
    words = {"title": "Please send that once more", "what": "It was open for long.", "safe": "Nothing was changed."}
    page = render_to_string("look/message.html", {**words, "todo": "To the start page", "url": "/"})
    for said in (*words.values(), 'href="/">To the start page</a>'):
        assert said in page


def test_a_field_says_its_label_hint_and_what_is_wrong_with_it() -> None:
    page = rendered("{% fields form %}", form=PromiseForm({"day": ""}))
    assert '<label for="id_day">Promised for</label>' in page
    assert 'id="id_day_helptext">A day they can rely on.' in page
    assert 'aria-describedby="id_day_helptext id_day_error"' in page
    assert 'class="wrong" id="id_day_error"' in page


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    page = rendered("{% field form.name %}", form=PromiseForm())
    assert "<legend>With whose name</legend>" in page
    assert page.count('<label class="tick"') == 1


def test_figures_and_days_are_words() -> None:
    now = datetime(2026, 11, 17, 8, 40, tzinfo=UTC)
    page = rendered(
        "{{ share|percent }}; {{ due|day:now }}; {{ three|counted:'person,people' }}",
        share=0.96,
        due=now,
        now=now,
        three=3,
    )
    assert page == f"96{words.NO_BREAK}%; today; 3 people"


def test_a_leaf_puts_its_name_in_the_margin_and_escapes_it() -> None:
    page = rendered('{% leaf name "Longest first" %}<p>50 min</p>{% endleaf %}', name="<Who> waits")
    assert "<h2>&lt;Who&gt; waits</h2><p>Longest first</p>" in page
    assert "<div><p>50 min</p></div>" in page


def test_the_line_has_two_drawings_and_a_table_behind() -> None:
    page = rendered("{% relationship_line year zoom='episodes' words=sides %}", **sample())
    assert page.count("<svg") == 2
    assert 'class="wide"' in page and 'class="narrow"' in page
    assert "<summary>The same as a list</summary>" in page


def test_a_class_has_a_shape_a_number_and_a_word() -> None:
    page = rendered("{% class_mark 4 %}")
    assert "f-det" in page and "<b>4</b>" in page and "detractor</span>" in page


def test_a_mail_reads_the_same_as_text_and_as_page() -> None:
    mail = {
        "brand": "Northwind Service",
        "paragraphs": ["Good morning <Marta>,", "the plotter prints again."],
        "act": {"label": "Open my request", "url": "https://desk.example/r/1?a=1&b=2"},
        "why": "You get this because you asked.",
        "links": [("Never ask me again", "https://desk.example/never")],
    }
    page, text = render_to_string("look/mail/base.html", mail), render_to_string("look/mail/base.txt", mail)
    assert "&lt;Marta&gt;" in page and "<Marta>" in text
    assert "https://desk.example/r/1?a=1&b=2" in text
    for said in (
        "the plotter prints again.",
        "Open my request",
        "You get this because you asked.",
        "Never ask me again",
    ):
        assert said in page and said in text
    assert "<img" not in page
