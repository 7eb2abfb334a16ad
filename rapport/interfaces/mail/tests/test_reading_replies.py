"""What the human wrote stays; quotes, signatures and client lines are folded — in every common client."""

from __future__ import annotations

import time

import pytest

from rapport.interfaces.mail.reading.replies import separate

ATTRIBUTIONS = [
    "On Mon, 2 Nov 2026 at 10:00, Ada Lovelace <ada@client.example> wrote:",
    "On Nov 2, 2026, at 10:00 AM, Ada Lovelace wrote:",
    "Ada Lovelace <ada@client.example> writes:",
    "Am Mo., 2. Nov. 2026 um 10:00 Uhr schrieb Ada Lovelace <ada@client.example>:",
    "Am 02.11.26 um 10:00 schrieb Ada Lovelace:",
    "Ada Lovelace <ada@client.example> schrieb am Mo., 2. Nov. 2026, 10:00:",
    "Le lun. 2 nov. 2026 à 10:00, Ada Lovelace <ada@client.example> a écrit :",
    "Le 2 nov. 2026 à 10:00, Ada Lovelace a écrit :",
    "El lun, 2 nov 2026 a las 10:00, Ada Lovelace (<ada@client.example>) escribió:",
    "Il giorno lun 2 nov 2026 alle ore 10:00 Ada Lovelace <ada@client.example> ha scritto:",
    "Em seg., 2 de nov. de 2026 às 10:00, Ada Lovelace <ada@client.example> escreveu:",
    "Op ma 2 nov 2026 om 10:00 schreef Ada Lovelace <ada@client.example>:",
    "Den mån 2 nov. 2026 kl 10:00 skrev Ada Lovelace <ada@client.example>:",
    "2 nov. 2026 kl. 10:00 skrev Ada Lovelace <ada@client.example>:",
    "Den man. 2. nov. 2026 kl. 10.00 skrev Ada Lovelace <ada@client.example>:",
    "man. 2. nov. 2026 kl. 10:00 skrev Ada Lovelace <ada@client.example>:",
    "ma 2. marrask. 2026 klo 10.00 Ada Lovelace (ada@client.example) kirjoitti:",
    "pon., 2 lis 2026 o 10:00 Ada Lovelace <ada@client.example> napisał(a):",
    "W dniu 2.11.2026 o 10:00, Ada Lovelace pisze:",
    "пн, 2 нояб. 2026 г. в 10:00, Ada Lovelace <ada@client.example>:",
    "2 ноября 2026 г., в 10:00, Ada Lovelace <ada@client.example> написал(а):",
    "2026年11月2日(月) 10:00 Ada Lovelace <ada@client.example>:",
    "2026/11/02 10:00、Ada Lovelace <ada@client.example>のメール:",
    "Ada Lovelace <ada@client.example> 于2026年11月2日周一 10:00写道：",
    "在 2026年11月2日，上午10:00，Ada Lovelace <ada@client.example> 写道：",
    '02.11.2026, 10:00, "Ada Lovelace" <ada@client.example>:',
    "Mon, 2 Nov 2026 10:00:00 +0100 от Ada Lovelace <ada@client.example>:",
    "--- On Mon, 2/11/26, ada@client.example <ada@client.example> wrote:",
    "On Monday, Support wrote:",
    "On Mon, Nov 2, 2026 at 10:00 AM Ada Lovelace of the Analytical\nEngine <ada@client.example>\nwrote:",
]

OUTLOOK = [
    ("From", "Sent", "To", "Subject"),
    ("Von", "Gesendet", "An", "Betreff"),
    ("De", "Envoyé", "À", "Objet"),
    ("De", "Enviado el", "Para", "Asunto"),
    ("Da", "Inviato", "A", "Oggetto"),
    ("De", "Enviada em", "Para", "Assunto"),
    ("Van", "Verzonden", "Aan", "Onderwerp"),
    ("Från", "Skickat", "Till", "Ämne"),
    ("Fra", "Sendt", "Til", "Emne"),
    ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"),
    ("Od", "Wysłano", "Do", "Temat"),
    ("От", "Отправлено", "Кому", "Тема"),
    ("差出人", "送信日時", "宛先", "件名"),
    ("发件人", "发送时间", "收件人", "主题"),
    ("寄件者", "寄件日期", "收件者", "主旨"),
]

SEPARATORS = [
    "-----Original Message-----",
    "-----Ursprüngliche Nachricht-----",
    "-----Message d'origine-----",
    "-----Mensaje original-----",
    "-----Messaggio originale-----",
    "-----Mensagem original-----",
    "-----Oorspronkelijk bericht-----",
    "-----Ursprungligt meddelande-----",
    "-----Oprindelig meddelelse-----",
    "-----Opprinnelig melding-----",
    "-----Alkuperäinen viesti-----",
    "-----Wiadomość oryginalna-----",
    "-----Исходное сообщение-----",
    "-----元のメッセージ-----",
    "------------------ 原始邮件 ------------------",
]

CLIENT_LINES = [
    "Sent from my iPhone",
    "Sent from my Galaxy",
    "Sent from Yahoo Mail on Android",
    "Sent from Mail for Windows",
    "Sent with Proton Mail secure email.",
    "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "Von meinem iPhone gesendet",
    "Gesendet von meinem iPhone",
    "Gesendet von Outlook für iOS<https://aka.ms/o0ukef>",
    "Envoyé de mon iPhone",
    "Télécharger Outlook pour iOS",
    "Enviado desde mi iPhone",
    "Inviato da iPhone",
    "Enviado do meu iPhone",
    "Verstuurd vanaf mijn iPhone",
    "Skickat från min iPhone",
    "Sendt fra min iPhone",
    "Verzonden vanuit Outlook voor Android<https://aka.ms/x>",
    "Skickades från Outlook för Android",
    "Wysłano z programu Outlook dla systemu Android",
    "Отправлено из Outlook для Android",
    "Enviado desde Outlook para Android",
    "Envoyé à partir de Outlook pour Android",
    "Lähetetty iPhonesta",
    "Wysłane z iPhone'a",
    "Отправлено с iPhone",
    "iPhoneから送信",
    "发自我的 iPhone",
    "從我的 iPhone 傳送",
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_the_answer_above_a_quote_stays_and_the_quote_is_folded(attribution: str) -> None:
    written, folded = separate(f"It works again.\n\nThanks,\nAda\n\n{attribution}\n\n> Does it print?\n> Hugo\n")
    assert written == "It works again.\n\nThanks,\nAda"
    assert folded.replace("\n\n", "\n") == f"{attribution}\n> Does it print?\n> Hugo"


@pytest.mark.parametrize("attribution", [line for line in ATTRIBUTIONS if "10:00" in line or "10.00" in line])
def test_a_dated_attribution_folds_a_quote_without_marks(attribution: str) -> None:
    written, folded = separate(f"It works again.\n\n{attribution}\n\nDoes it print?\n\nHugo")
    assert written == "It works again."
    assert "Does it print?" in folded


@pytest.mark.parametrize("labels", OUTLOOK, ids=lambda labels: labels[0])
def test_outlook_s_head_folds_the_rest(labels: tuple[str, str, str, str]) -> None:
    values = ("Hugo <hugo@desk.example>", "2 November 2026 10:00", "Ada", "The printer")
    head = "\n".join(f"{label}: {value}" for label, value in zip(labels, values, strict=True))
    assert separate(f"It works again.\n\n{head}\n\nDoes it print?")[0] == "It works again."
    bold = "\n".join(f"*{label}:* {value}" for label, value in zip(labels, values, strict=True))
    assert separate(f"It works again.\n\n{'_' * 32}\n{bold}\n\nDoes it print?")[0] == "It works again."


@pytest.mark.parametrize("separator", SEPARATORS)
def test_an_original_message_line_folds_the_rest(separator: str) -> None:
    assert separate(f"It works again.\n\n{separator}\nDoes it print?") == (
        "It works again.",
        f"{separator}\nDoes it print?",
    )


@pytest.mark.parametrize("line", CLIENT_LINES)
def test_a_client_line_is_folded_and_the_name_above_it_stays(line: str) -> None:
    assert separate(f"It works again.\n\nThanks\nAda\n\n{line}\n") == ("It works again.\n\nThanks\nAda", line)
    quoted = f"It works again.\n\n{line}\n\nOn Nov 2, 2026, at 10:00 AM, Hugo wrote:\n\n> Does it print?"
    assert separate(quoted)[0] == "It works again."


@pytest.mark.parametrize(
    "sentence",
    [
        "Sent from my desk, is much easier than my mobile phone.",
        "Get the outlook fixed, please.",
        "Von meinem Telefon aus geht es nicht.",
        "On Monday we have a problem: the printer is gone.",
        "From: Berlin\nTo: Munich",
        "He wrote:\nthe printer is gone.",
        "The options are:\n- one\n- two",
        "Steps:\n--------------\nTurn it off.",
        "On your remote host you can run:\n\n     telnet 127.0.0.1",
        "Date: 3 May\nRoom: 5",
        "Da: ore 9\nA: ore 12\nOggetto: riunione",
        "Sent to the wrong printer, from my phone.",
        "Our outlook for android says no.",
        "The plan is:\nFrom: the depot\nTo: the site",
    ],
)
def test_when_in_doubt_more_is_shown(sentence: str) -> None:
    text = f"Hello,\n\n{sentence}"
    assert separate(text) == (text, "")


def test_words_about_outside_mail_are_no_gateway_s_warning() -> None:
    text = "Hello, every external e-mail with a link or an attachment is lost.\n\nAda"
    assert separate(text) == (text, "")


def test_answers_between_quotes_stay() -> None:
    text = (
        "On Mon, 2 Nov 2026 at 10:00, Hugo wrote:\n> Which floor?\nThe third.\n\n> Since when?\n\nMonday.\n\n> Thanks"
    )
    written, folded = separate(text)
    assert written == "The third.\n\nMonday."
    assert [word in folded for word in ("Which floor?", "Since when?", "Thanks")] == [True] * 3


def test_an_answer_below_the_quote_stays() -> None:
    assert separate("On 2 Nov 2026 10:00, Hugo wrote:\n> Does it print?\nIt does.")[0] == "It does."


def test_a_block_after_the_signature_mark_is_folded_and_the_closing_word_stays() -> None:
    written, folded = separate("It works.\n\nRegards,\nAda\n-- \nAda Lovelace\nClient Ltd\n\n+44 1234")
    assert (written, folded) == ("It works.\n\nRegards,\nAda", "--\nAda Lovelace\nClient Ltd\n\n+44 1234")


def test_a_mark_without_its_space_above_a_long_text_is_only_a_line() -> None:
    text = "Part one.\n--\n" + "\n".join(f"Line {number}." for number in range(30))
    assert separate(text) == (text, "")


def test_text_below_a_quote_below_a_signature_is_shown_again() -> None:
    assert separate("Hi\n-- \nAda\n\nOn 2 Nov 2026 10:00, Hugo wrote:\n> Well?\nAnd one more thing.")[0] == (
        "Hi\n\nAnd one more thing."
    )


def test_a_forwarded_mail_with_nothing_above_it_stays_in_sight() -> None:
    head = "From: Bob <bob@x.example>\nDate: Mon, 2 Nov 2026\nSubject: Help"
    text = f"---------- Forwarded message ---------\n{head}\n\nIt burns."
    assert separate(text) == (text, "")


def test_only_a_signature_is_the_message() -> None:
    assert separate("-- \nAda Lovelace") == ("--\nAda Lovelace", "")


def test_a_mailing_list_s_footer_is_folded() -> None:
    written, folded = separate("Yes.\n\n_______________\nusers mailing list\nusers@lists.example")
    assert (written, folded.splitlines()[1]) == ("Yes.", "users mailing list")


def test_right_to_left_text_stays_and_its_quote_is_folded() -> None:
    written, _ = separate(
        "\u202bהמדפסת עובדת שוב. תודה\n\nOn Nov 2, 2026, at 10:00 AM, Hugo <h@x.example> wrote:\n\u200f> ?"
    )
    assert written.strip("\u202b") == "המדפסת עובדת שוב. תודה"


def test_nothing_is_thrown_away() -> None:
    text = "A\n\nOn 2 Nov 2026 10:00, Hugo wrote:\n> B\nC\n-- \nD\n\nSent from my iPhone"
    written, folded = separate(text)
    assert sorted((written + "\n" + folded).split()) == sorted(text.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "-" * 1_000,
        ">" * 1_000,
        "From: " + "a@" * 400,
        "On 1:11",
        "sent from my " + "iphone " * 30,
        "--",
        "x",
        "a" * 290 + " wrote:",
    ],
    ids=lambda line: line[:12],
)
def test_a_hostile_half_megabyte_takes_less_than_a_few_seconds(line: str) -> None:
    began = time.process_time()
    separate("Hello\n" + "\n".join([line] * (500_000 // (len(line) + 1))))
    assert time.process_time() - began < 8, "a child has ten seconds in all"
