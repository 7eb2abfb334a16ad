"""A file that came by mail is looked at before anybody opens it, and the ticket says how that stands."""

from __future__ import annotations

import tempfile
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone

from rapport.domains.desk.models import Attachment
from rapport.foundation import jobs, postroom
from rapport.interfaces.mail import taking
from tests.cast import Cast, address
from tests.clamd import listening
from tests.stories.scene import DESK
from tests.visitors import browser, plain


def mail_with_files(who: str, *contents: tuple[str, bytes]) -> int:
    """A mail with files, read by the worker; its ticket."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = who, DESK, "The plotter"
    message["Message-ID"], message["Date"] = "<with-files@client.example>", timezone.now()
    message.set_content("See the files.")
    for name, content in contents:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    (raw,) = taking.take([taking.Arrival(message.as_bytes(), who, (DESK,), "files:1")], at=timezone.now())
    jobs.run_all("mail")
    return postroom.deliveries_of([raw])[raw].ref_id or 0


def test_a_file_waits_then_opens_and_a_virus_stays_closed(stage: Cast, settings: Any) -> None:
    agent = browser(stage.hugo)
    with tempfile.TemporaryDirectory() as short, listening(Path(short)) as path:
        settings.CLAMD = path
        ticket = mail_with_files(address(stage.marta), ("plan.txt", b"a plan"), ("bad.txt", b"EICAR"))
        links = {a.name: reverse("workspace:attachment", args=[ticket, a.pk]) for a in Attachment.objects.all()}
        page = reverse("workspace:ticket", args=[ticket])
        assert "waits for the virus scanner" in plain(agent.get(page))
        waiting = agent.get(links["plan.txt"])
        assert (waiting.status_code, "waits for the virus scanner" in plain(waiting)) == (409, True)
        assert jobs.run_all().failed == []
    shown = plain(agent.get(page))
    assert "scanned, clean" in shown and "the virus scanner found Eicar-Signature, it stays closed" in shown
    assert b"".join(agent.get(links["plan.txt"]).streaming_content) == b"a plan"
    assert agent.get(links["bad.txt"]).status_code == 409
    assert links["bad.txt"] not in agent.get(page).content.decode()


def test_a_page_that_comes_as_a_file_runs_nowhere(stage: Cast) -> None:
    ticket = mail_with_files(address(stage.marta), ("plan.png", b"<html><script>alert(1)</script></html>"))
    answer = browser(stage.hugo).get(reverse("workspace:attachment", args=[ticket, Attachment.objects.get().pk]))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "text/html", "what it is comes from its bytes, not its name"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
