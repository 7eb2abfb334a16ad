"""Amazon SES by way of SNS, without Amazon's own client: a subscription is confirmed by the guarded way out."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from anymail.exceptions import AnymailConfigurationError, AnymailWebhookValidationFailure
from anymail.webhooks.amazon_ses import AmazonSESInboundWebhookView
from anymail.webhooks.base import AnymailBaseWebhookView

from rapport.foundation import outward

SNS = re.compile(r"sns\.[a-z0-9-]{1,40}\.amazonaws\.com(\.cn)?")


class AmazonSes(AmazonSESInboundWebhookView):  # type: ignore[misc]
    """The mail comes within the notification; one that was put into a bucket is not fetched."""

    def __init__(self, secret: str) -> None:
        AnymailBaseWebhookView.__init__(self, webhook_secret=secret)  # the nearer one wants boto3

    def auto_confirm_sns_subscription(self, sns_message: dict[str, Any]) -> None:
        """SNS asks once whether we want what it brings; its secret was right, so we do."""
        url = str(sns_message.get("SubscribeURL", ""))
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.port or not SNS.fullmatch(parts.hostname or ""):
            raise AnymailWebhookValidationFailure("The address to confirm at is not Amazon's")
        answer = outward.fetch(url)
        if answer.status != 200:
            raise outward.NoAnswer(f"Amazon answered {answer.status} to the confirmation.")

    def fetch_s3_chunks(self, bucket_name: str, object_key: str) -> Any:
        """Mail in a bucket would need keys of that account."""
        raise AnymailConfigurationError("Mail is read from the notification. Choose the action SNS, encoding Base64.")
