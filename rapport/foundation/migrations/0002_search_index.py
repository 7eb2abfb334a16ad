"""The words of the search: an FTS5 table on SQLite, two tsvector columns with one GIN index on PostgreSQL."""

from django.db import migrations

SQLITE_FORWARDS = [
    "CREATE VIRTUAL TABLE foundation_search_words USING fts5(words, reach, tokenize = 'ascii', prefix = '2 3')",
]
SQLITE_BACKWARDS = ["DROP TABLE foundation_search_words"]
POSTGRESQL_FORWARDS = [
    "ALTER TABLE foundation_searchentry ADD COLUMN words tsvector NOT NULL DEFAULT ''::tsvector",
    "ALTER TABLE foundation_searchentry ADD COLUMN reach tsvector NOT NULL DEFAULT ''::tsvector",
    "CREATE INDEX search_entry_words ON foundation_searchentry USING gin (words, reach)",
]
POSTGRESQL_BACKWARDS = [
    "DROP INDEX search_entry_words",
    "ALTER TABLE foundation_searchentry DROP COLUMN reach",
    "ALTER TABLE foundation_searchentry DROP COLUMN words",
]


def forwards(apps, schema_editor):
    run(schema_editor, POSTGRESQL_FORWARDS, SQLITE_FORWARDS)


def backwards(apps, schema_editor):
    run(schema_editor, POSTGRESQL_BACKWARDS, SQLITE_BACKWARDS)


def run(schema_editor, postgresql, sqlite):
    for sql in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
