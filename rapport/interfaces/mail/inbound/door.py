"""POST /mail/in/<provider>/: closed unless its secret is set; what it brings is committed before we say so."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from rapport.foundation import limits, outward, postroom
from rapport.interfaces.mail import listener, taking
from rapport.interfaces.mail.addressees import Addressee, Addressees, Unreachable
from rapport.interfaces.mail.inbound.posted import Posted
from rapport.interfaces.mail.refused import Refusals
from rapport.interfaces.mail.taking import Arrival

if TYPE_CHECKING:
    from rapport.interfaces.mail.inbound.providers import Brought

A_MINUTE = 600
# Base64 and percent signs make a mail larger on its way; what comes out of it is measured again.
GROWS = 2
SPARE = 1024 * 1024
MAILGUN_MIME = "mailgun-mime"  # Mailgun sends the raw mail where the address says "mime"
TOO_LARGE = "552 5.3.4 The mail is larger than we take."
UNCLEAR = "554 5.6.0 A provider's call could not be read."

log = structlog.get_logger(__name__)
_addressees = Addressees(listener.mailbox_rows)


# The provider's secret is the right to call; no cookie plays a part.
@csrf_exempt
def take(request: HttpRequest, provider: str) -> HttpResponse:
    """Take the mails of one call; every answer but 200 means that nothing of it was stored."""
    name = "mailgun" if provider == MAILGUN_MIME else provider
    if name not in settings.MAIL_IN:
        raise Http404
    if request.method != "POST":
        return _problem(405, "Mail is brought with POST", "Nothing was taken.")
    if not _may_call(request):
        return _problem(429, f"More than {A_MINUTE} calls in a minute", "Nothing of this one was taken. Try it later.")
    if name == "amazon-ses" and "Authorization" not in request.headers:
        return _asked_for_secret()
    secret = settings.MAIL_IN[name]
    return _read(request, name, secret) if secret else _closed()


def _read(request: HttpRequest, name: str, secret: str) -> HttpResponse:
    from anymail.exceptions import AnymailConfigurationError, AnymailWebhookValidationFailure

    try:
        found = _within(request, name, secret)
    except AnymailWebhookValidationFailure:
        return _closed()
    except outward.NoAnswer:
        return _problem(503, "The provider did not give us the rest of it", "Nothing was taken. Send it again.")
    except AnymailConfigurationError as error:
        return _unclear(request, name, error, str(error)[:300])
    except Exception as error:  # a stranger's structure can fail in any way; the mail waits at the provider
        return _unclear(request, name, error, "It is not what this provider sends for a mail.")
    if found is None or any(len(one.raw) > settings.LARGEST_MAIL for one in found):
        return _too_large(request)
    return _taken(found)


def _within(request: HttpRequest, name: str, secret: str) -> list[Brought] | None:
    """The mails of this call; None when it is larger than any mail we take."""
    from rapport.interfaces.mail.inbound import providers

    most = settings.LARGEST_MAIL * GROWS + SPARE
    providers.refuse_stranger(name, secret, request)
    if _length(request) > most:
        return None
    content = request.read(most + 1)
    return providers.read(name, secret, Posted(request, content)) if len(content) <= most else None


def _taken(found: list[Brought]) -> HttpResponse:
    try:
        new = taking.take([_arrival(one) for one in found], at=timezone.now())
    except (DatabaseError, Unreachable):
        return _problem(503, "Our database does not answer", "Nothing was taken. Send it again later.")
    return JsonResponse({"taken": len(new), "taken_before": len(found) - len(new)})


def _arrival(one: Brought) -> Arrival:
    """The delivery as the listener would hand it over; with an unknown recipient its head says whose it is."""
    to = next((found for address in one.envelope_to if (found := _addressees.find(address))), Addressee(None, None))
    return Arrival(
        raw=one.raw,
        envelope_from=one.envelope_from,
        envelope_to=one.envelope_to,
        source_key=f"brought:{one.source_key}",
        mailbox_id=to.mailbox_id,
        organisation_id=to.organisation_id,
    )


def _may_call(request: HttpRequest) -> bool:
    near = str(request.META.get("REMOTE_ADDR", ""))
    return near in listener.LOOPBACK or limits.allow(f"mail in:{near}", limit=A_MINUTE, per_seconds=60)


def _length(request: HttpRequest) -> int:
    raw = request.META.get("CONTENT_LENGTH") or "0"
    return int(raw) if raw.isascii() and raw.isdigit() else 0


def _closed() -> HttpResponse:
    return _problem(403, "This door is closed", "Nothing was taken. docs/operations.md says how it is opened.")


def _asked_for_secret() -> HttpResponse:
    """Amazon sends its secret only when it was asked for it."""
    response = _problem(401, "Who is calling?", "Nothing was taken.")
    response.headers["WWW-Authenticate"] = 'Basic realm="mail"'
    return response


def _too_large(request: HttpRequest) -> HttpResponse:
    _count(request, TOO_LARGE)
    most = settings.LARGEST_MAIL // (1024 * 1024)
    return _problem(413, f"Larger than {most} MB", "Nothing of it was taken. RAPPORT_LARGEST_MAIL_MB says how much is.")


def _unclear(request: HttpRequest, name: str, error: Exception, why: str) -> HttpResponse:
    log.warning("provider not understood", provider=name, error=type(error).__name__)
    _count(request, UNCLEAR)
    return _problem(400, "This call could not be read", f"Nothing of it was taken. {why}")


def _count(request: HttpRequest, answer: str) -> None:
    """Refusals here stand beside those of the listener."""
    refusals = Refusals()
    refusals.note(answer, str(request.META.get("REMOTE_ADDR", "")))
    try:
        postroom.count_refusals(refusals.waiting, day=datetime.now(UTC).date())
    except DatabaseError as error:  # whoever calls hears why, counted or not
        log.warning("refusal not counted", error=type(error).__name__)


def _problem(status: int, title: str, detail: str) -> HttpResponse:
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(said, status=status, content_type="application/problem+json")
