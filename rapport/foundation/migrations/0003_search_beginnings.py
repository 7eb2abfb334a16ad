"""Beginnings of four letters and stretches of entries are indexed; only a ticket is known by its subject."""

from django.db import migrations

COLUMNS = "fts5(words, reach, tokenize = 'ascii', prefix = '{}')"
REMADE = [
    "CREATE VIRTUAL TABLE foundation_search_words_new USING " + COLUMNS,
    "INSERT INTO foundation_search_words_new (rowid, words, reach) "
    "SELECT rowid, words, reach || ' b' || (rowid / 4096) FROM foundation_search_words",
    "DROP TABLE foundation_search_words",
    "ALTER TABLE foundation_search_words_new RENAME TO foundation_search_words",
]
STRETCHES = "UPDATE foundation_searchentry SET reach = reach || (quote_literal('b' || id / 4096) || ':999')::tsvector"
UNTITLED = "UPDATE foundation_searchentry SET title_words = '' WHERE kind = 'message'"


def forwards(apps, schema_editor):
    remake(schema_editor, "2 3 4")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(STRETCHES)
    schema_editor.execute(UNTITLED)


def backwards(apps, schema_editor):
    remake(schema_editor, "2 3")


def remake(schema_editor, prefixes):
    if schema_editor.connection.vendor == "sqlite":
        for sql in REMADE:
            schema_editor.execute(sql.format(prefixes))


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_search_index")]
    operations = [migrations.RunPython(forwards, backwards)]
