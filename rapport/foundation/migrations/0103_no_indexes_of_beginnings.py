"""Indexes that serve the beginnings of unique texts go: no query asks for one (rapport/config/postgresql)."""

from django.db import migrations

NAMED = r"""
SELECT indexrelid::regclass::text FROM pg_index
JOIN pg_class ON pg_class.oid = indexrelid
JOIN pg_opclass ON pg_opclass.oid = ANY(indclass)
WHERE relname LIKE '%\_like' AND opcname IN ('varchar_pattern_ops', 'text_pattern_ops')
AND pg_table_is_visible(pg_class.oid) AND NOT indisunique
"""


def drop(apps, schema_editor):
    """On PostgreSQL alone; elsewhere there are none."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(NAMED.replace("%", "%%"), [])
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0102_letter_files'),
    ]

    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
