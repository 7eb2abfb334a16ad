"""The secrets of the providers that may bring mail; a door without a secret is closed."""

from __future__ import annotations

from rapport.config import env

SHORTEST = 16
SETTINGS = {
    "mailgun": "RAPPORT_MAIL_IN_MAILGUN",
    "postmark": "RAPPORT_MAIL_IN_POSTMARK",
    "sendgrid": "RAPPORT_MAIL_IN_SENDGRID",
    "amazon-ses": "RAPPORT_MAIL_IN_AMAZON_SES",
    "brevo": "RAPPORT_MAIL_IN_BREVO",
    "mailjet": "RAPPORT_MAIL_IN_MAILJET",
    "sparkpost": "RAPPORT_MAIL_IN_SPARKPOST",
}
SIGNS = {"mailgun"}


def secrets() -> dict[str, str]:
    """The secret of each provider, empty while it is off: Mailgun's signing key, user:password for the others."""
    return {provider: _secret(provider, name) for provider, name in SETTINGS.items()}


def _secret(provider: str, name: str) -> str:
    value = env.secret(name, shortest=SHORTEST)
    if value and provider not in SIGNS and not all(value.partition(":")):
        raise env.WrongSetting(
            f"{name} has no colon. Write user:password, as it stands in the address the provider calls."
        )
    return value
