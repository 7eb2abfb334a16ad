"""Small things every page needs: who may open it, and typed access to the actor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from rapport.foundation.actors import NOBODY, Actor, NotFound

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """The actor the middleware found."""
    return getattr(request, "actor", NOBODY)


def signed_in_required(view: View[P]) -> View[P]:
    """Somebody signed out is sent to the sign-in page and comes back afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if not actor_of(request).is_person:
            asked = {"next": request.get_full_path()} | ({"sent": "1"} if request.method == "POST" else {})
            return redirect(f"{reverse('portal:sign_in')}?{urlencode(asked)}")
        return view(request, *args, **named)

    return guarded


def staff_required(view: View[P]) -> View[P]:
    """Customers find nothing here; the signed-out are asked to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if not actor_of(request).staff:
            raise NotFound
        return view(request, *args, **named)

    return signed_in_required(guarded)
