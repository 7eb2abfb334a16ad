"""Everything that may be read about notices."""

from __future__ import annotations

from rapport.domains.notices.queries.channels import channels, own_chat
from rapport.domains.notices.queries.choices import own_choices
from rapport.domains.notices.queries.hooks import anybody_is_told, calls, endpoint, endpoint_of, endpoints
from rapport.domains.notices.queries.notices import own_notices

__all__ = [
    "anybody_is_told",
    "calls",
    "channels",
    "endpoint",
    "endpoint_of",
    "endpoints",
    "own_chat",
    "own_choices",
    "own_notices",
]
