"""Everything recovery remembers."""

from __future__ import annotations

from rapport.domains.recovery.models.answers import Said
from rapport.domains.recovery.models.calls import CallRequest
from rapport.domains.recovery.models.counts import MoveCount, QuarterFigure
from rapport.domains.recovery.models.recoveries import Contact, Notice, Recovery
from rapport.domains.recovery.models.testimonials import Testimonial

__all__ = ["CallRequest", "Contact", "MoveCount", "Notice", "QuarterFigure", "Recovery", "Said", "Testimonial"]
