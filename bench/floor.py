"""The floor page: base layout, session, signed-in user and one indexed query of 25 rows."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template import Template, engines

from rapport.domains.desk.models import Ticket

WORDS = """{% extends "look/base.html" %}{% block title %}Floor{% endblock %}{% block main %}<ol>
{% for key, subject in rows %}<li>{{ key }} {{ subject }}</li>
{% endfor %}</ol>{% endblock %}"""
ROWS = 25


def floor(request: HttpRequest) -> HttpResponse:
    """What a page of this house costs before it has anything to say."""
    rows = list(Ticket.objects.order_by("-pk").values_list("key", "subject")[:ROWS])
    return HttpResponse(_template().render({"rows": rows}, request))


@cache
def _template() -> Template:
    return engines["django"].from_string(WORDS)


def fill(requester_id: int) -> None:
    """The rows that the floor page shows, closed tickets of somebody, where there are none yet."""
    from django.utils import timezone

    from rapport.domains.desk.models import Mailbox
    from rapport.domains.people.models import Person

    if Ticket.objects.exists():
        return
    box, who, now = Mailbox.objects.get(), Person.objects.get(pk=requester_id), timezone.now()
    same = {"organisation_id": who.organisation_id, "requester": who, "team_id": box.team_id, "mailbox": box}
    moments = {"opened_at": now, "last_message_at": now, "solved_at": now, "closed_at": now}
    Ticket.objects.bulk_create(
        Ticket(number=n, key=f"R-{n}", subject="A matter", state="closed", channel="mail", **same, **moments)
        for n in range(1, ROWS + 1)
    )
