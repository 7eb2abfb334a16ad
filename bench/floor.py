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
