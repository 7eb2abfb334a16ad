"""Each provider's way of bringing mail, read by anymail; this is loaded only once a provider is switched on."""

from __future__ import annotations

import hashlib
import json
import time
import warnings
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.encoders import encode_base64
from email.policy import SMTP
from typing import Any, cast

from anymail.exceptions import AnymailWebhookValidationFailure
from anymail.webhooks.base import AnymailBaseWebhookView
from django.http import HttpRequest

from rapport.interfaces.mail.inbound.posted import Posted

MAILGUN_SECONDS = 12 * 3600  # it tries for eight hours

Seen = Any  # anymail's event: message, event_id, esp_event


@dataclass(frozen=True)
class Brought:
    """One mail as it was brought: whole, with its envelope and the name of its delivery."""

    raw: bytes
    envelope_from: str
    envelope_to: tuple[str, ...]
    source_key: str


@dataclass(frozen=True)
class Provider:
    """How its calls are checked and where the raw mail and the recipients stand in them."""

    view: Callable[[str], AnymailBaseWebhookView]
    raw: Callable[[Seen], bytes | None] = lambda event: None
    recipients: Callable[[Seen], Sequence[str]] = lambda event: ()


class _Head(AnymailBaseWebhookView):  # type: ignore[misc]
    """Looks at user and password and at nothing else."""

    esp_name = "mail"


def read(name: str, secret: str, posted: Posted) -> list[Brought]:
    """The mails of one call; AnymailWebhookValidationFailure when it is not from who it should be."""
    provider = PROVIDERS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SendGrid: anymail reads it and says that nobody there can try it any more
        view = provider.view(secret)
    view.run_validators(posted)
    if name == "mailgun":
        _refuse_old(posted)
    return [_brought(name, provider, event) for event in view.parse_events(posted)]


def refuse_stranger(name: str, secret: str, request: HttpRequest) -> None:
    """Where the secret stands in the head, it is checked before the body is read."""
    if name != "mailgun":
        _Head(webhook_secret=secret).run_validators(request)


def _refuse_old(posted: Posted) -> None:
    if abs(time.time() - int(posted.POST["timestamp"])) > MAILGUN_SECONDS:
        raise AnymailWebhookValidationFailure("Signed too long ago")


def _brought(name: str, provider: Provider, event: Seen) -> Brought:
    message = event.message
    raw = provider.raw(event)
    to = tuple(provider.recipients(event)) or ((message.envelope_recipient,) if message.envelope_recipient else ())
    return Brought(
        raw=raw if raw is not None else _together(message),
        envelope_from=message.envelope_sender or "",
        envelope_to=tuple(str(one) for one in to),
        source_key=f"{name}:{_name_of(name, event, raw, to)}",
    )


def _together(message: Any) -> bytes:
    """The bytes of a mail that came in parts; files as base64, or what is no text would be changed on its way."""
    for part in message.walk():
        if not part.is_multipart() and "Content-Transfer-Encoding" not in part:
            encode_base64(part)
    return bytes(message.as_bytes(policy=SMTP))


def _name_of(name: str, event: Seen, raw: bytes | None, to: tuple[str, ...]) -> str:
    """The same event has the same name, however often it is sent.

    Mailgun signs its token and nothing else: a token that was used once opens nothing a second time, whatever comes
    with it. Who gives no id is known by what was sent.
    """
    if event.event_id:
        parts = [str(event.event_id).encode(), *([] if name == "mailgun" else [one.encode() for one in to])]
    elif raw is not None:
        parts = [raw, *(one.encode() for one in to)]
    elif isinstance(event.esp_event, Posted):
        parts = _form_of(event.esp_event)
    else:
        parts = [json.dumps(event.esp_event, sort_keys=True).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _form_of(posted: Posted) -> list[bytes]:
    parts = [part for name, value in sorted(posted.as_bytes.items()) for part in (name.encode(), value)]
    for name, files in sorted(posted.FILES.lists()):
        for file in files:
            file.seek(0)
            parts += [name.encode(), file.read()]
    return parts


def _mailgun(secret: str) -> AnymailBaseWebhookView:
    from anymail.webhooks.mailgun import MailgunInboundWebhookView

    return cast(AnymailBaseWebhookView, MailgunInboundWebhookView(webhook_signing_key=secret, webhook_secret=[]))


def _postmark(secret: str) -> AnymailBaseWebhookView:
    from anymail.webhooks.postmark import PostmarkInboundWebhookView

    return cast(AnymailBaseWebhookView, PostmarkInboundWebhookView(webhook_secret=secret))


def _sendgrid(secret: str) -> AnymailBaseWebhookView:
    from anymail.webhooks.sendgrid import SendGridInboundWebhookView

    return cast(AnymailBaseWebhookView, SendGridInboundWebhookView(webhook_secret=secret))


def _amazon_ses(secret: str) -> AnymailBaseWebhookView:
    from rapport.interfaces.mail.inbound.amazon_ses import AmazonSes

    return AmazonSes(secret)


def _brevo(secret: str) -> AnymailBaseWebhookView:
    from rapport.interfaces.mail.inbound.brevo import Brevo

    return Brevo(secret)


def _mailjet(secret: str) -> AnymailBaseWebhookView:
    from anymail.webhooks.mailjet import MailjetInboundWebhookView

    return cast(AnymailBaseWebhookView, MailjetInboundWebhookView(webhook_secret=secret))


def _sparkpost(secret: str) -> AnymailBaseWebhookView:
    from rapport.interfaces.mail.inbound.sparkpost import SparkPost

    return SparkPost(secret)


def _in_field(name: str) -> Callable[[Seen], bytes | None]:
    return lambda event: event.esp_event.as_bytes.get(name)


def _raw_of_postmark(event: Seen) -> bytes | None:
    raw = event.esp_event.get("RawEmail")
    return raw.encode("utf-8", "replace") if raw is not None else None


def _raw_of_ses(event: Seen) -> bytes | None:
    content = event.esp_event["content"]
    is_base64 = event.esp_event["receipt"]["action"].get("encoding") == "BASE64"
    return b64decode(content) if is_base64 else content.encode("utf-8", "replace")


def _raw_of_sparkpost(event: Seen) -> bytes | None:
    content = event.esp_event["msys"]["relay_message"]["content"]
    raw = content["email_rfc822"]
    return b64decode(raw) if content["email_rfc822_is_base64"] else raw.encode("utf-8", "replace")


def _recipients_of_sendgrid(event: Seen) -> Sequence[str]:
    envelope = json.loads(event.esp_event.POST.get("envelope", "{}"))
    return [one for one in envelope.get("to", []) if isinstance(one, str)]


def _recipients_of_ses(event: Seen) -> Sequence[str]:
    return [one for one in event.esp_event["receipt"].get("recipients", []) if isinstance(one, str)]


PROVIDERS: Mapping[str, Provider] = {
    "mailgun": Provider(_mailgun, _in_field("body-mime")),
    "postmark": Provider(_postmark, _raw_of_postmark),
    "sendgrid": Provider(_sendgrid, _in_field("email"), _recipients_of_sendgrid),
    "amazon-ses": Provider(_amazon_ses, _raw_of_ses, _recipients_of_ses),
    "brevo": Provider(_brevo),
    "mailjet": Provider(_mailjet),
    "sparkpost": Provider(_sparkpost, _raw_of_sparkpost),
}
