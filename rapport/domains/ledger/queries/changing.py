"""What an action is about to change, locked; not there and not yours look the same."""

from __future__ import annotations

from rapport.domains.ledger.models import Sequence
from rapport.domains.ledger.models.looking_back import sequences_in_reach
from rapport.foundation.actors import Actor, NotFound


def sequence_to_change(viewer: Actor, sequence_id: int) -> Sequence:
    """A sequence within reach, locked; those that the ledger makes by service are made anew by it alone."""
    viewer.require("people.write")
    rows = Sequence.objects.select_for_update(of=("self",)).filter(sequences_in_reach(viewer))
    found = rows.filter(pk=sequence_id).first()
    if found is None:
        raise NotFound("sequence")
    return found
