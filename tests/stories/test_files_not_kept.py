"""After a slip in the portal's form its page names the files that must be chosen again; nothing is lost silently."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from rapport.domains.desk.models import Ticket
from tests.cast import Cast
from tests.visitors import browser


def test_files_that_did_not_come_along_are_named(stage: Cast) -> None:
    before = Ticket.objects.count()
    files = [SimpleUploadedFile(name, b"x") for name in ("screen.png", "<b>odd.txt")]
    page = browser(stage.marta).post("/", {"ask": " ", "enclosed": files}).content.decode()
    assert "Not kept: “screen.png”, “&lt;b&gt;odd.txt”. Nothing was sent" in page
    assert Ticket.objects.count() == before
    assert "Not kept" not in browser(stage.marta).post("/", {"ask": " "}).content.decode()
