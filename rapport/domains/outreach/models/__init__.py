"""Everything outreach remembers."""

from __future__ import annotations

from rapport.domains.outreach.models.moments import ActsRead, Moment, PutOff
from rapport.domains.outreach.models.plans import Call, LevelSetting, Plan, Share
from rapport.domains.outreach.models.thanks import Thanks, ThanksTo

__all__ = ["ActsRead", "Call", "LevelSetting", "Moment", "Plan", "PutOff", "Share", "Thanks", "ThanksTo"]
