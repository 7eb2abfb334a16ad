"""Idempotency-Key: a POST with a key of its caller's is done once, however often it is sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from rapport.domains.people import queries as people
from rapport.foundation import repeats
from rapport.foundation.actors import NotFound
from rapport.interfaces.api.refusing import problem

HEADER = "Idempotency-Key"
FORM = re.compile(r"[\x21-\x7e]{1,255}", re.ASCII)
AGAIN = "Idempotent-Replayed"
PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "description": "A key of yours for this one call, such as a UUID. The same call with it within 24 hours gets the "
    "first answer again and does nothing twice.",
}


def done_once(view: Callable[..., Any]) -> Callable[..., Any]:
    """The same view; where the caller sends a key, a call that was answered is answered again."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **named: Any) -> Any:
        key, token = request.headers.get(HEADER), _token(request)
        if request.method != "POST" or key is None or not _is_known(token):
            return view(request, *args, **named)
        if not FORM.fullmatch(key):
            said = "One to 255 letters, digits and signs of ASCII, without spaces. Nothing was done."
            return problem(400, f"This is no {HEADER}", said)
        asked = b"\n".join((request.method.encode(), request.get_full_path().encode(), _sent(request)))
        first: list[HttpResponse] = []

        def run() -> repeats.Answer:
            first.append(view(request, *args, **named))
            return _answer(first[0])

        try:
            answer = repeats.once(secret=f"{token}\n{key}", asked=asked, run=run, at=timezone.now())
        except repeats.StillRunning as error:
            return problem(409, "The first call with this key still runs", str(error))
        except repeats.OtherCall as error:
            return problem(422, f"This {HEADER} belongs to another call", str(error))
        return _again(answer) if answer.again else first[0]

    return answering


def _sent(request: HttpRequest) -> bytes:
    """What was sent, byte for byte; of a form with files its fields, and a print of each file, read in parts.

    The boundary between the parts of a form is another one each time it is sent.
    """
    if request.content_type != "multipart/form-data":
        return request.body
    fields = sorted((name, request.POST.getlist(name)) for name in request.POST)
    files = [(name, [_print(one) for one in request.FILES.getlist(name)]) for name in sorted(request.FILES)]
    return repr((fields, files)).encode()


def _print(file: UploadedFile) -> tuple[str | None, str]:
    found = sha256()
    for part in file.chunks():
        found.update(part)
    file.seek(0)
    return file.name, found.hexdigest()


def _token(request: HttpRequest) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind.lower() == "bearer" else ""


def _is_known(token: str) -> bool:
    """Nothing is kept for strangers; the operation itself refuses them, and says why."""
    try:
        return bool(token and people.actor_of_token(token, at=timezone.now()))
    except NotFound:
        return False


def _answer(response: HttpResponse) -> repeats.Answer:
    return repeats.Answer(response.status_code, response.headers["Content-Type"], response.content)


def _again(answer: repeats.Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status, content_type=answer.content_type)
    response.headers[AGAIN] = "true"
    return response
