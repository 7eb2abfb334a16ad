"""A mail that nobody could read is seen by an administrator, who reads it again or takes it as it came."""

from __future__ import annotations

from django.urls import reverse

from rapport.domains.desk.models import Ticket
from rapport.domains.desk.rules.subjects import subject_of
from rapport.foundation import postroom
from rapport.foundation.models import Audit, Job
from tests.cast import Cast, address
from tests.stories.scene import DESK, work
from tests.visitors import browser, plain
from tests.world import NOW

WORK = "/desk/settings/work/"
RAW = (
    b"From: Marta Kolb <marta.kolb@aldergate.example>\r\nTo: %s\r\nSubject: =?utf-8?q?Der_Plotter_f=C3=A4llt_aus?=\r\n"
    b"Message-ID: <one@aldergate.example>\r\n\r\n<script>alert(1)</script>\r\n" % DESK.encode()
)


def quarantined(stage: Cast) -> int:
    """Marta's mail came while a fault of ours kept it from being read."""
    sent = postroom.Delivery(RAW, address(stage.marta), [DESK], None, "unread:1")
    (one,) = postroom.take([sent], at=NOW)
    Job.objects.filter(name="mail.read").delete()
    postroom.settle([(one, "quarantined", "A fault of ours: KeyError.", None)])
    return one


def test_it_stands_with_its_reason_is_read_again_and_downloaded(stage: Cast) -> None:
    ines = browser(stage.ines)
    assert "Every mail that came in was read." in plain(ines.get(WORK))
    one = quarantined(stage)
    shown = plain(ines.get(WORK))
    for said in ("Der Plotter fällt aus", address(stage.marta), "A fault of ours: KeyError."):
        assert said in shown
    raw = reverse("workspace:raw_mail", args=[one])
    assert ines.get(raw).status_code == 405, "looking at an address takes nothing"
    taken = ines.post(raw)
    assert taken.content == RAW and taken["Content-Disposition"].startswith("attachment")
    assert taken["Content-Type"] == "application/octet-stream" and taken["X-Content-Type-Options"] == "nosniff"
    assert Audit.objects.filter(verb="raw_mail.taken", subject_id=one).exists()
    again = reverse("workspace:read_mail_again", args=[one])
    assert "It is read again" in plain(ines.post(again, follow=True))
    work()
    assert Ticket.objects.get().subject == "Der Plotter fällt aus"
    assert "Every mail that came in was read." in plain(ines.get(WORK))
    assert ines.post(again).status_code == 404 == ines.post(raw).status_code, "what was read is theirs alone"


def test_only_administrators_see_it(stage: Cast) -> None:
    one = quarantined(stage)
    for who in (stage.hugo, stage.noor, stage.dev):
        for name in ("raw_mail", "read_mail_again"):
            assert browser(who).post(reverse(f"workspace:{name}", args=[one])).status_code == 403


def test_what_was_erased_is_neither_read_nor_taken(stage: Cast) -> None:
    one, ines = quarantined(stage), browser(stage.ines)
    postroom.forget_raw([one])
    assert "Erased" in plain(ines.get(WORK))
    assert ines.post(reverse("workspace:raw_mail", args=[one])).status_code == 404


def test_a_subject_is_told_from_any_bytes() -> None:
    assert subject_of(b"") == "" == subject_of(b"\xff\xfe\x00" * 50)
    assert subject_of(b"subject: one\r\n two\r\n") == "one two"
    assert subject_of(b"Subject: =?nonsense?b?////?=\n\nx") != "" and subject_of(b"From: x\n\nSubject: body") == ""
