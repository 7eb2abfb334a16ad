"""What an administrator looks after: a mail that nobody could read, and a program's token."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from rapport.domains.people import actions as people_actions
from rapport.domains.people import queries as people
from rapport.domains.people.types import RoleName
from rapport.foundation import postroom
from rapport.foundation.actors import system
from rapport.foundation.jobs.claiming import claim
from rapport.foundation.postroom import taking

UNREAD = (
    b"From: scanner@old-plotter.example\r\nTo: help@example.org\r\n"
    b"Subject: =?utf-8?q?Scan_of_sheet_E-204_=28page_3=29?=\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n'
)


def leave_something_to_do(*, at: datetime) -> None:
    """One mail in quarantine since yesterday, and the token of a program that watches the sites."""
    came = at - timedelta(days=1, hours=3)
    delivery = postroom.Delivery(
        UNREAD, "scanner@old-plotter.example", [f"help@{settings.MAIL_DOMAIN}"], None, "demo:unread"
    )
    (unread,) = postroom.take([delivery], at=came)
    with postroom.finishing_jobs({unread: claim(taking.QUEUE, at=at)[0]}):
        postroom.settle([(unread, "quarantined", "Reading this mail used its whole time.", None)])
    owner = people.people_with_role(system(), [RoleName.ADMINISTRATOR])[0]
    people_actions.issue_token(
        name="Site monitoring",
        scopes=["tickets:read", "tickets:write"],
        actor=people.actor_of(owner.id),
        at=at - timedelta(days=40),
    )
