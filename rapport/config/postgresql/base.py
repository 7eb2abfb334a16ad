"""No second index beside that of a unique text: it would serve `LIKE 'x%'`, which nobody asks of a key.

Django makes one for each text that is unique or indexed. A ticket had three of them and every row of the counters one;
each row that is written pays for each index of its table.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base, schema


class SchemaEditor(schema.DatabaseSchemaEditor):
    """Makes tables as Django does, without these indexes."""

    def _create_like_index_sql(self, model: Any, field: Any) -> None:
        return None


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with the editor above."""

    SchemaEditorClass = SchemaEditor
