"""The language of a text is told where it is sure, and nothing is told where it is not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rapport.foundation import languages
from rapport.foundation.languages import language_of

SAID = {
    "en": "Hello, the VPN drops every hour and I have to sign in again. R-2526",
    "de": "Die Kasse 3 am Standort Mill Lane druckt keine Bons mehr.",
    "fr": "Bonjour, je n'arrive pas à me connecter depuis ce matin.",
    "es": "Buenos días, la impresora no funciona desde ayer.",
    "it": "Buongiorno, la stampante non funziona più da ieri.",
    "pt": "Bom dia, a impressora não está a funcionar desde ontem.",
    "nl": "Goedemorgen, mijn laptop start niet op. Kunt u helpen?",
    "sv": "Hej, min dator startar inte och jag behöver den idag.",
    "da": "Hej, min computer vil ikke starte, og jeg skal bruge den i dag.",
    "no": "Hei, jeg får ikke logget på e-posten min i dag tidlig.",
    "fi": "Hei, tietokoneeni ei käynnisty tänään lainkaan.",
    "pl": "Dzień dobry, drukarka nie działa od wczoraj.",
    "ru": "Здравствуйте, не работает почта, помогите, пожалуйста.",
    "ja": "メールが送れません。助けてください。",
    "zh": "您好，我的邮件发不出去，请帮忙看一下。",
    "ar": "مرحبا، لا يعمل البريد الإلكتروني منذ الصباح.",
}


def test_what_people_write_is_told_in_the_common_languages() -> None:
    told = {code: language_of(text) for code, text in SAID.items()}
    assert {code for code in SAID if told[code] != code} <= {"no", "da"}  # near enough to each other to be left open
    assert {told["no"], told["da"]} <= {"no", "da", ""}


@pytest.mark.parametrize(
    "text", ["", "ok danke", "Thanks!", "R-2526 https://a.b/c 0x8004010F", "Hugo Marek, Dana Ohlsson", "10.0.0.1"]
)
def test_where_it_is_not_sure_nothing_is_said(text: str) -> None:
    assert language_of(text) == ""


ERROR = "The print spooler service is not running. Please contact your system administrator and restart the computer."


@pytest.mark.parametrize("around", ['"{}"', "“{}”", "„{}“", "«{}»", "\n> {}\n"])
def test_what_somebody_else_said_in_a_mail_does_not_make_it_theirs(around: str) -> None:
    said = f"Beim Drucken steht da: {around.format(ERROR)} Was soll ich jetzt tun?"
    assert language_of(said) == "de"
    assert language_of(f"Hilfe! {around.format(ERROR)}") == "en"  # too little of their own to tell by


def test_a_text_of_nothing_but_marks_is_read_at_once() -> None:
    assert language_of('"„“«»' * 400) == ""


def test_the_model_is_loaded_by_the_first_text_and_not_before() -> None:
    code = "import rapport.foundation.languages, sys; sys.exit('py3langid' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_the_library_nothing_is_said_and_mail_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_identifier", lambda: None)
    assert language_of(SAID["de"]) == ""
