"""POST /api/v1/feed: another desk tells what happens there, signed with the secret made in Settings."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from rapport.domains.desk import queries as desk
from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.types import FeedSeen
from rapport.foundation import limits
from rapport.foundation.actors import NOBODY, NotFound, system
from rapport.foundation.signed_calls import Call
from rapport.interfaces.api import feed_rows

MOST_BYTES = 1024 * 1024
A_MINUTE = 600
MOST_ROWS = actions.MOST_ROWS
HOW = "docs/how-to/feed-acts-from-another-desk.md says how a call is signed."


# The signature is the right to call; no cookie plays a part.
@csrf_exempt
def take(request: HttpRequest) -> JsonResponse:
    """Up to 500 acts, parts and traces; each is answered accepted, duplicate or refused, with the reason."""
    if request.method != "POST":
        return _problem(405, "Rows are sent with POST", HOW)
    if not limits.allow(f"feed:{request.META.get('REMOTE_ADDR', '')}", limit=A_MINUTE, per_seconds=60):
        return _problem(429, "More than 600 calls in a minute", "Nothing of this one was taken. Wait a minute, go on.")
    if _length(request) > MOST_BYTES:
        return _problem(413, "More than one megabyte", "Nothing of it was taken. Send fewer rows in one call.")
    call = _call(request)
    try:
        feed = queries.feed_that_signed(NOBODY, call, at=timezone.now())
    except NotFound:
        return _problem(401, "This call is not signed by a feed we know", f"Nothing of it was taken. {HOW}")
    return _taken(feed, call)


def _length(request: HttpRequest) -> int:
    raw = request.META.get("CONTENT_LENGTH") or "0"
    return int(raw) if raw.isascii() and raw.isdigit() else 0


def _call(request: HttpRequest) -> Call:
    named = request.headers
    return Call(
        id=named.get("webhook-id", ""),
        stamp=named.get("webhook-timestamp", ""),
        signatures=named.get("webhook-signature", ""),
        body=request.body,
    )


def _taken(feed: FeedSeen, call: Call) -> JsonResponse:
    given = _rows(call.body)
    if given is None:
        return _problem(422, "The body is not as described", 'It is JSON: {"rows": [ … ]}. Nothing was taken.')
    if len(given) > MOST_ROWS:
        return _problem(422, "More than 500 rows in one call", "Nothing of it was taken. Send it in parts.")
    rows = [feed_rows.read(one) for one in given]
    numbers = {row.reference for row in rows if isinstance(row, feed_rows.FedRow) and row.reference}
    refs = desk.refs_of_source(system(), feed.source, numbers, organisation_id=feed.organisation_id)
    taken = actions.take_rows(feed_id=feed.id, call_id=call.id, rows=rows, refs=refs, actor=system(), at=timezone.now())
    answers = [asdict(one) for one in taken.answers]
    counts = {name: sum(one["answer"] == name for one in answers) for name in ("accepted", "duplicate", "refused")}
    return JsonResponse({**counts, "taken_before": taken.before, "rows": answers})


def _rows(body: bytes) -> list[Any] | None:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    rows = said.get("rows") if isinstance(said, dict) and set(said) == {"rows"} else None
    return rows if isinstance(rows, list) else None


def _problem(status: int, title: str, detail: str) -> JsonResponse:
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(said, status=status, content_type="application/problem+json")
