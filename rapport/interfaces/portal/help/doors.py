"""What is for everybody opens for everybody; what is not there and what is not for strangers asks them to sign in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from rapport.foundation.actors import NotFound
from rapport.interfaces.web.access import actor_of

Page = Callable[[HttpRequest, str], HttpResponse]


def or_sign_in(view: Page) -> Page:
    """Somebody signed out who finds nothing may find it signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str) -> HttpResponse:
        try:
            return view(request, key)
        except NotFound:
            if actor_of(request).is_person:
                raise
            return redirect(f"{reverse('portal:sign_in')}?{urlencode({'next': request.get_full_path()})}")

    return guarded
