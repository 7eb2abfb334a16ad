"""A monthly sample out of very many people: how long drawing and storing takes, and how much memory."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from bench import crowd
from bench.figures import load

PEOPLE, SIZE, MONTH = 1_000_000, 10_000, date(2026, 11, 1)


def measure(database: str, *, people: int = PEOPLE, size: int = SIZE) -> dict[str, Any]:
    """Fill, then draw in a process of its own, whose memory is its own, too."""
    import json
    import subprocess
    import sys

    filled = time.monotonic()
    crowd.build(people)
    filled = time.monotonic() - filled
    before = load()
    words = [sys.executable, "-c", f"import django; django.setup(); from bench.sampling import draw; draw({size})"]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout.strip().splitlines()[-1])
    return {"database": database, "people": people, "load": [before, load()], "filled_s": round(filled), **found}


def draw(size: int) -> None:
    """Draw and store one sample; print the figures."""
    import json

    from django.db.models import Sum
    from django.utils import timezone

    from rapport.domains.surveys import actions
    from rapport.domains.surveys.models import FrameCell, FrameRow
    from rapport.foundation.actors import system

    now, actor = timezone.now(), system()
    survey = actions.start_default_survey(owner_id=None, actor=actor, at=now)
    resting = crowd.peak_megabytes()
    began, busy = time.monotonic(), time.process_time()
    made = actions.draw_sample(survey_id=survey.pk, month=MONTH, size=size, seed=7, actor=actor, at=now)
    took, used = time.monotonic() - began, time.process_time() - busy
    drawn = FrameRow.objects.filter(sample_id=made.sample_id).count()
    stored = FrameCell.objects.filter(sample_id=made.sample_id).aggregate(n=Sum("n"))["n"]
    print(
        json.dumps(
            {
                "seconds": round(took, 1),
                "own_processor_s": round(used, 1),
                "peak_mb": crowd.peak_megabytes(),
                "before_mb": resting,
                "drawn": drawn,
                "wanted": size,
                "stored": stored,
            }
        )
    )
