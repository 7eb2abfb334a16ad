"""Everything notices remember."""

from __future__ import annotations

from rapport.domains.notices.models.channels import Channel, OwnChat
from rapport.domains.notices.models.hooks import Endpoint, HookCall
from rapport.domains.notices.models.notices import Notice, NoticeChoice, NoticeHours

__all__ = ["Channel", "Endpoint", "HookCall", "Notice", "NoticeChoice", "NoticeHours", "OwnChat"]
