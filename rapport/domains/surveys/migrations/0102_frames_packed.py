"""Samples drawn before: everybody of their frames is counted in a cell, and only who was drawn keeps a row."""

import zlib
from array import array
from collections import Counter, defaultdict

import numpy as np
from django.db import migrations

ALIKE = ("organisation_id", "site_id", "service_id", "stratum", "outcome", "reason", "probability")


def pack(apps, schema_editor):
    Row, Cell = apps.get_model("surveys", "FrameRow"), apps.get_model("surveys", "FrameCell")
    for sample_id in apps.get_model("surveys", "Sample").objects.order_by("pk").values_list("pk", flat=True):
        many, people = Counter(), defaultdict(lambda: array("q"))
        rows = Row.objects.filter(sample_id=sample_id)
        for person, *alike in rows.values_list("person_id", *ALIKE).order_by().iterator(chunk_size=5000):
            key = tuple(alike)
            many[key] += 1
            if person is not None and key[4] != "drawn":
                people[key].append(person)
        Cell.objects.bulk_create(
            (
                Cell(sample_id=sample_id, n=n, people=packed(people.get(key)), **dict(zip(ALIKE, key, strict=True)))
                for key, n in many.items()
            ),
            batch_size=500,
        )
        rows.exclude(outcome="drawn")._raw_delete(schema_editor.connection.alias)


def packed(ids):
    if not ids:
        return b""
    steps = np.diff(np.sort(np.array(ids, np.int64)), prepend=0)
    return zlib.compress(steps.astype("<i8").tobytes(), 1)


class Migration(migrations.Migration):

    dependencies = [
        ("surveys", "0101_frame_cells"),
    ]

    operations = [migrations.RunPython(pack, migrations.RunPython.noop)]
