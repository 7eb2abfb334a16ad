"""The tables of an empty place, made from the models at once instead of migration by migration."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import connection, router
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

RECORDS = "django_migrations"


def make_where_empty() -> bool:
    """Make all tables in one transaction and record every migration as applied; False where there are tables already.

    Migrations make the same tables (tests/test_tables.py compares them) in ten times the time, and what they do
    to rows finds none here.
    """
    recorder = MigrationRecorder(connection)
    if set(connection.introspection.table_names()) - {RECORDS} or recorder.applied_migrations():
        return False
    recorder.ensure_schema()
    with connection.schema_editor() as editor:
        for model in _models():
            editor.create_model(model)
        index_words(editor)
        recorder.migration_qs.bulk_create(recorder.Migration(app=app, name=name) for app, name in _migrations())
    return True


def index_words(editor: Any) -> None:
    """The words of the search, by the very statements of the migration."""
    import_module("rapport.foundation.migrations.0100_all_until_november_2026").index_words(None, editor)


def _models() -> list[Any]:
    migrated = MigrationLoader(None).migrated_apps
    configs = [config for config in apps.get_app_configs() if config.label in migrated]
    return [model for one in configs for model in router.get_migratable_models(one, connection.alias)]


def _migrations() -> list[tuple[str, str]]:
    """Every migration that the files hold, and those that one of them stands for."""
    files = MigrationLoader(None).disk_migrations
    stood_for = [tuple(one) for file in files.values() for one in file.replaces]
    return sorted({*files, *((app, name) for app, name in stood_for)})
