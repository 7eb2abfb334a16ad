"""Sequences that were begun before there were pages get theirs; nobody owns it yet."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import migrations


def give_pages(apps: Any, _editor: Any) -> None:
    """One row for each sequence that people began."""
    page, sequence = apps.get_model("ledger", "LookBack"), apps.get_model("ledger", "Sequence")
    rows = sequence.objects.exclude(kind="service").filter(look_back__isnull=True)
    page.objects.bulk_create(
        [page(sequence=one, key=secrets.token_urlsafe(12)) for one in rows.iterator()], batch_size=500
    )


class Migration(migrations.Migration):
    """Rows only."""

    dependencies = [("ledger", "0006_look_backs")]

    operations = [migrations.RunPython(give_pages, migrations.RunPython.noop)]
