"""Accounts: how a human signs in; one account may belong to persons in several organisations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by address, whatever the case it is written in."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of one address."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Sign-in only: a verified address; no password is needed."""

    password = models.CharField(max_length=128, blank=True, default="")
    email = models.EmailField(max_length=254, unique=True)
    created_at = models.DateTimeField()
    session_generation = models.PositiveIntegerField(default=1)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_email_lower", condition=models.Q(email=models.functions.Lower("email"))
            )
        ]

    def get_session_auth_hash(self) -> str:
        """Changes with the session generation, so that ending all sessions is one number."""
        return f"{self.session_generation}:{super().get_session_auth_hash()}"

    def get_session_auth_fallback_hash(self) -> Any:
        """The same with older secret keys."""
        for older in super().get_session_auth_fallback_hash():
            yield f"{self.session_generation}:{older}"
