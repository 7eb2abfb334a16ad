"""What happens to the tables of people when a person leaves."""

from __future__ import annotations

from rapport.foundation import leaving


def declare_all() -> None:
    """Declare every field of this domain that points to a person."""
    from rapport.domains.people import models

    leaving.declare(models.Person, "merged_into", "detach", "a merge with somebody erased is undone by forgetting it")
    leaving.declare(models.Service, "owner", "detach", "the service goes on and needs a new owner")
    leaving.declare(models.Address, "person", "erase", "an address names the person")
    leaving.declare(models.Use, "person", "erase", "what they used is about them")
    leaving.declare(models.Role, "person", "erase", "a role of nobody grants nothing")
    leaving.declare(models.Preference, "person", "erase", "chosen by them for themself")
    leaving.declare(models.Consent, "person", "erase", "what they agreed to ends with them")
    leaving.declare(models.ApiToken, "person", "erase", "a program acts only while its person is here")
