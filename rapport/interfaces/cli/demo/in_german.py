"""One who writes in German, with an English notice below: each letter she gets, to the three questions, is in German."""

# ruff: noqa: E501 - what people write stays on one line each

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

from django.conf import settings

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import Then
from rapport.foundation import jobs
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.placing import Cast
from rapport.interfaces.mail import taking

KATRIN, SUBJECT = "katrin.vogel@fenmoor.example", "Abwesenheitsnotiz geht an alle"
ASKED = """Guten Morgen,

seit gestern bekommen auch unsere Mieterinnen und Mieter meine Abwesenheitsnotiz, die nur für Kollegen gedacht war. Können Sie das bitte ändern, bevor die nächsten anrufen?

Vielen Dank
Katrin Vogel

-----Original Message-----
From: Mail Notices <notices@fenmoor.example>
Subject: Automatic replies

Automatic replies are now also sent to people outside your organisation. You can change this in your settings at any time.
"""
ANSWERED = "Guten Morgen Frau Vogel,\n\ndie Notiz geht ab sofort nur noch an Kolleginnen und Kollegen. Die Umstellung gestern hat das bei allen wieder eingeschaltet; wir nehmen es für Ihr ganzes Haus zurück."


def write_in_german(cast: Cast, *, at: datetime) -> None:
    """She writes to the offices' mailbox, Jonas answers and finishes it."""
    to = f"office@{settings.MAIL_DOMAIN}"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Katrin Vogel <{KATRIN}>", to, SUBJECT
    mail["Date"], mail["Message-ID"] = at, "<notiz@fenmoor.example>"
    mail.set_content(ASKED)
    taking.take([taking.Arrival(mail.as_bytes(), KATRIN, (to,), "demo:german")], at=at)
    jobs.run_all("mail")
    jonas = cast.actor(n.JONAS)
    (row,) = (one for one in queries.queue(jonas, view="team").rows if one.subject == SUBJECT)
    actions.answer(ticket_id=row.ticket_id, text=ANSWERED, then=Then.FINISH, minutes=5, actor=jonas, at=at)
