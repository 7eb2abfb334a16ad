"""SparkPost: a mail in another charset than UTF-8 is no reason to refuse it; its bytes are taken as they are."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from anymail.webhooks.sparkpost import SparkPostInboundWebhookView


class SparkPost(SparkPostInboundWebhookView):  # type: ignore[misc]
    """anymail reads the head; the bytes are read from the event itself."""

    def __init__(self, secret: str) -> None:
        super().__init__(webhook_secret=secret)

    def esp_to_anymail_event(self, event_class: str, event: dict[str, Any], raw_event: Any) -> Any:
        """The same event, its mail readable as text whatever it is written in."""
        content = event.get("content", {})
        if content.get("email_rfc822_is_base64"):
            text = b64decode(content["email_rfc822"]).decode("utf-8", "replace")
            event = event | {"content": content | {"email_rfc822": text, "email_rfc822_is_base64": False}}
        return super().esp_to_anymail_event(event_class, event, raw_event)
