"""Real mail of others: nothing raises, nothing is lost, and replies read as their authors meant them."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from rapport.interfaces.mail.reading.headers import scan
from rapport.interfaces.mail.reading.html import safe_html
from rapport.interfaces.mail.reading.html_text import html_to_text
from rapport.interfaces.mail.reading.parse import read
from rapport.interfaces.mail.reading.replies import separate
from rapport.interfaces.mail.reading.types import ReadMail

pytestmark = pytest.mark.corpus

ROOT = Path(__file__).parents[4]
LONG_ROW = re.compile(r">{100,}")
# We fold what the clients add; the corpus keeps it (said in the corpus's own README).
FOLDED_ON_PURPOSE = {"iphone.eml": "Hello", "sparrow.eml": "Hello"}


def expected(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "EXPECT.json").read_text())


def test_talon_s_standard_replies(corpora: Path) -> None:
    folder = corpora / "mail" / "talon"
    wanted = {**expected(folder)["standard_replies"], **FOLDED_ON_PURPOSE}
    found = {name: read((folder / "fixtures/standard_replies" / name).read_bytes()).text for name in wanted}
    assert found == wanted
    assert len(found) == 12


def test_talon_s_html_replies(corpora: Path) -> None:
    pages = sorted((corpora / "mail/talon/fixtures/html_replies").glob("*.html"))
    found = {page.name: separate(html_to_text(page.read_text("utf-8", "replace")))[0].split() for page in pages}
    assert found == {key: ["Hi.", "I", "am", "fine.", "Thanks,", "Alex"] for key in found}
    assert len(found) == 9


def test_talon_s_other_html_replies(corpora: Path) -> None:
    fixtures = corpora / "mail/talon/fixtures"
    pages = {"OLK_SRC_BODY_SECTION.html": "Reply", "reply-separated-by-hr.html": "Hi\nthere\nBob"}
    for name, wanted in pages.items():
        assert separate(html_to_text((fixtures / name).read_text()))[0] == wanted


def test_signatures_without_a_mark_stay_in_sight(corpora: Path) -> None:
    for body in sorted((corpora / "mail/talon/fixtures/signature/emails/stripped").glob("*_body")):
        text = body.read_text("utf-8", "replace")
        assert separate(text)[0].split() == text.split()


def test_the_hard_messages_of_another_desk(corpora: Path) -> None:
    folder = corpora / "mail" / "django_helpdesk"
    found = {path.name: read(path.read_bytes()) for path in folder.glob("*.eml")}
    for name, wanted in expected(folder).items():
        if name.endswith(".eml"):
            assert_reads_as(found[name], wanted)
    assert found["blank-body-with-attachment.eml"].attachments[0].content == b"You shouldn't see this.\n"


def assert_reads_as(found: ReadMail, wanted: dict[str, Any]) -> None:
    assert found.subject == wanted.get("subject", found.subject)
    assert found.text == wanted.get("body", found.text)
    assert wanted.get("body_contains", "") in found.text
    # That desk keeps the HTML of a mail as an attachment; we show it in its own box.
    assert len(found.attachments) + bool(found.html_safe) == wanted.get(
        "attachments", len(found.attachments) + bool(found.html_safe)
    )
    assert wanted.get("attachment_contains", "") in found.html_safe
    if "attachment" in wanted:
        assert found.attachments[0].name == wanted["attachment"].removeprefix("part-1_")


@pytest.mark.parametrize("folder", ["cpython", "ruby_mail"])
def test_every_message_is_read_and_none_is_lost(corpora: Path, folder: str) -> None:
    paths = [path for path in sorted((corpora / "mail" / folder).rglob("*")) if is_mail(path)]
    assert len(paths) >= 48
    for path in paths:
        raw = path.read_bytes()
        found = read(raw)  # Unreadable would fail the test
        assert scan(raw).message_id == found.message_id
        assert found.text.strip() or found.html_safe or found.attachments or is_empty(raw), path.name
        json.dumps([found.text, found.quoted, found.subject, found.html_safe]).encode()


def is_mail(path: Path) -> bool:
    return path.is_file() and (path.name.startswith("msg_") or "emails" in path.parts) and path.name != ".gitattributes"


def is_empty(raw: bytes) -> bool:
    """Nothing but heads and boundaries, as some of the corpus are on purpose."""
    body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    lines = [
        line for line in body.split(b"\n") if line.strip() and not line.startswith((b"--", b"Content-", b" ", b"\t"))
    ]
    return not lines


@pytest.mark.parametrize("folder", ["github_reply_parser", "mail_parser_reply"])
def test_no_word_of_a_reply_is_lost_and_none_takes_long(corpora: Path, folder: str) -> None:
    for path in sorted((corpora / "mail" / folder).glob("*.txt")):
        text = path.read_text("utf-8", "replace")
        began = time.process_time()
        written, folded = separate(text)
        assert time.process_time() - began < 1, path.name
        marks = str.maketrans("", "", "\ufeff\u200b")
        assert sorted(f"{written}\n{folded}".translate(marks).split()) == sorted(text.translate(marks).split())


def test_the_two_reply_corpora_read_as_a_person_reads_them(corpora: Path) -> None:
    """Against tests/expected_replies.json, written by reading; rows of ">" too long to write out stand as one."""
    wanted = json.loads((ROOT / "tests" / "expected_replies.json").read_text())
    found = {name: separate((corpora / "mail" / name).read_text("utf-8"))[0] for name in wanted}
    wrong = [name for name, text in found.items() if LONG_ROW.sub(">", text).split() != wanted[name].split()]
    assert len(wanted) == 69
    assert len(wrong) / len(wanted) <= 0.05, wrong


def test_pages_of_others_are_made_safe(corpora: Path) -> None:
    for page in (corpora / "mail/talon").rglob("*.html"):
        shown = safe_html(page.read_text("utf-8", "replace"))
        assert shown and not any(
            word in shown.lower() for word in ("<style", "<meta", "<base", " class=", " id=", "url(")
        )
