"""Brevo: the files of a mail are fetched from its API, by the guarded way out."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from anymail.inbound import AnymailInboundMessage
from anymail.webhooks.brevo import BrevoInboundWebhookView
from django.conf import settings

from rapport.foundation import outward

FILES = "https://api.brevo.com/v3/inbound/attachments/"


class Brevo(BrevoInboundWebhookView):  # type: ignore[misc]
    """Texts come with the call; each file is asked for with the key of the API."""

    def __init__(self, secret: str) -> None:
        super().__init__(webhook_secret=secret, api_key=settings.BREVO_API_KEY)

    def _fetch_attachment(self, attachment: dict[str, Any]) -> Any:
        url = FILES + quote(str(attachment["DownloadToken"]), safe="")
        answer = outward.fetch(url, headers={"api-key": self.api_key}, max_bytes=settings.LARGEST_MAIL)
        if answer.status != 200:
            raise outward.NoAnswer(f"Brevo answered {answer.status} when a file was asked for.")
        return AnymailInboundMessage.construct_attachment(
            content_type=answer.headers.get("content-type") or attachment["ContentType"],
            content=answer.body,
            filename=attachment.get("Name"),
            content_id=attachment.get("ContentID"),
        )
