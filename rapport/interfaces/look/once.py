"""A form that makes something makes it once: a key drawn with the form names what comes of it."""

from __future__ import annotations

import json
import secrets
from hashlib import sha256

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rapport.interfaces.look.web import actor_of

FIELD = "once"
NO_PART = frozenset({"csrfmiddlewaretoken"})


def field() -> SafeString:
    """The hidden field with a key of its own, another one each time a form is drawn."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(12))


def source_key(request: HttpRequest) -> str | None:
    """The name of what a form makes: the same for a form sent again, None for a form without a key.

    Who sends it and every word of it are part of the name. So nobody reaches another's by a key they have seen, and
    whoever goes back, writes something else and sends that makes something else.
    """
    if not request.POST.get(FIELD):
        return None
    sent = sorted((name, values) for name, values in request.POST.lists() if name not in NO_PART)
    named = json.dumps([actor_of(request).person_id, request.path, sent])
    return f"form:{sha256(named.encode()).hexdigest()[:40]}"
