"""What operators watch: is the process there, can it serve, how is the work going."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from rapport.foundation import postroom
from rapport.foundation.jobs import standings
from rapport.foundation.jobs.watching import ALIVE, workers
from rapport.interfaces.web import proxies


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers with the tables we need; whether a worker is alive is said, not judged."""
    try:
        alive = len(workers(since=timezone.now() - ALIVE))
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "does not answer"}, status=503)
    return JsonResponse({"ready": True, "database": connection.vendor, "workers": alive})


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts for Prometheus, read from the database so that every web process says the same; no names.

    For this machine, and for whoever brings RAPPORT_METRICS_TOKEN; for everybody else there is nothing here.
    """
    if not (proxies.from_this_machine(request) or _brings_token(request)):
        raise Http404
    try:
        return HttpResponse(_figures(timezone.now()), content_type=CONTENT_TYPE_LATEST)
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")


def _figures(now: datetime) -> bytes:
    """What Prometheus reads."""
    registry = CollectorRegistry()
    jobs = Gauge("rapport_jobs", "Jobs that have not finished", ["queue", "state"], registry=registry)
    oldest = Gauge("rapport_oldest_job_seconds", "Age of the oldest job", ["queue", "state"], registry=registry)
    alive = Gauge("rapport_workers", "Worker processes seen in the last two minutes", registry=registry)
    for standing in standings():
        jobs.labels(standing.queue, standing.state).set(standing.count)
        age = (now - standing.oldest).total_seconds() if standing.oldest else 0
        oldest.labels(standing.queue, standing.state).set(max(age, 0))
    refused = Counter("rapport_mail_refused", "What the listener refused", ["reason", "code"], registry=registry)
    for (reason, code), count in postroom.refusals_so_far().items():
        refused.labels(reason, str(code)).inc(count)
    alive.set(len(workers(since=now - ALIVE)))
    return generate_latest(registry)


def _brings_token(request: HttpRequest) -> bool:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    wanted: str = settings.METRICS_TOKEN
    right = secrets.compare_digest(token.strip().encode("utf-8", "replace"), wanted.encode())
    return bool(wanted) and kind.lower() == "bearer" and right
