"""Leaving: what every table says about a person who goes; one registry drives export, erasure and their checks."""

from rapport.foundation.leaving.erasing import Place, carry_on
from rapport.foundation.leaving.exporting import Entry, carry_on_export, contribution, plain_rows
from rapport.foundation.leaving.journal import journal, note
from rapport.foundation.leaving.leavers import MASKED, Leaver
from rapport.foundation.leaving.registry import (
    DETACH,
    ERASE,
    KEEP,
    Declaration,
    WrongDeclaration,
    declarations,
    declare,
    undeclared,
)
from rapport.foundation.leaving.steps import step, touched
from rapport.foundation.leaving.tidying import StillRead, tidy

__all__ = [
    "DETACH",
    "ERASE",
    "KEEP",
    "MASKED",
    "Declaration",
    "Entry",
    "Leaver",
    "Place",
    "StillRead",
    "WrongDeclaration",
    "carry_on",
    "carry_on_export",
    "contribution",
    "declarations",
    "declare",
    "journal",
    "note",
    "plain_rows",
    "step",
    "tidy",
    "touched",
    "undeclared",
]
