"""A form that makes something makes it once: a key drawn with the form names what comes of it."""

from __future__ import annotations

import json
from hashlib import sha256

from django.http import HttpRequest

from rapport.interfaces.look.templatetags.look import ONCE
from rapport.interfaces.web.access import actor_of

NO_PART = frozenset({"csrfmiddlewaretoken"})


def source_key(request: HttpRequest) -> str | None:
    """The name of what a form makes: the same for a form sent again, None for a form without a key.

    Who sends it and every word of it are part of the name. So nobody reaches another's by a key they have seen, and
    whoever goes back, writes something else and sends that makes something else.
    """
    if not request.POST.get(ONCE):
        return None
    sent = sorted((name, values) for name, values in request.POST.lists() if name not in NO_PART)
    named = json.dumps([actor_of(request).person_id, request.path, sent])
    return f"form:{sha256(named.encode()).hexdigest()[:40]}"
