"""Every table with a person says what happens when the person leaves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from rapport.domains.people.models import Person
from rapport.foundation import leaving


def test_every_field_that_points_to_a_person_is_declared() -> None:
    assert leaving.undeclared(Person) == []


@pytest.fixture
def forgetful() -> Iterator[None]:
    """A new table with a person that nobody declared."""

    class Forgetful(models.Model):
        """Points to a person and says nothing."""

        person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
        author_person_id = models.BigIntegerField(null=True)

        class Meta:
            app_label = "people"

    yield
    del apps.all_models["people"]["forgetful"]
    apps.clear_cache()


def test_a_forgotten_table_is_named(forgetful: None) -> None:
    assert leaving.undeclared(Person) == ["people.Forgetful.author_person_id", "people.Forgetful.person"]


def test_each_declaration_has_a_reason() -> None:
    assert all(len(d.reason) > 10 for d in leaving.declarations())
