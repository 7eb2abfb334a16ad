"""Browsers of the cast: signed in as one of them, or signed out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client

from rapport.foundation.actors import Actor
from rapport.interfaces.web.middleware import PERSON
from tests.world import account_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
CHANGING = (
    *(r'name="csrfmiddlewaretoken" value="[^"]*"', r'"X-CSRFToken":"[^"]*"'),
    *(r'nonce="[^"]*"', r'name="once" value="[^"]*"'),
)


def browser(actor: Actor) -> Client:
    """A browser in which the actor is signed in; nobody is signed out."""
    client = Client()
    if actor.is_person:
        account = account_of(actor)
        session = SessionStore()  # what signing in leaves, in one statement
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
        session[BACKEND_SESSION_KEY], session[PERSON] = BACKEND, actor.person_id
        session.save(must_create=True)
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def plain(response: HttpResponse, *, without: Mapping[str, Any] | None = None) -> str:
    """Where it leads and what it shows, without what differs between any two visits and without the ids asked for."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    shown = f"{unquote(response.get('Location', ''))}\n{body.decode('utf-8', 'replace')}"
    for pattern in CHANGING:
        shown = re.sub(pattern, "", shown)
    for value in (without or {}).values():
        shown = re.sub(rf"(?<=/){re.escape(str(value))}(?![\w-])", "THIS", shown)
    return shown
