"""A column for names: whatever writes or looks for one, nobody gets to see what cannot be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from rapport.foundation.text import shown

if TYPE_CHECKING:
    Letters = models.CharField[str, str]
else:
    Letters = models.CharField


class NameColumn(Letters):
    """A name on one line without controls, line breaks and changes of direction, by page, import or program.

    Mails, files and pages repeat names: a line break would be a header of its own there, a change of direction would
    turn round what follows. For the database it is a column of letters like any other.
    """

    def get_prep_value(self, value: Any) -> Any:
        """What is written or compared."""
        said = super().get_prep_value(value)
        return shown(said) if isinstance(said, str) else said

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The row in hand says the same as the one that was written."""
        said = super().pre_save(model_instance, add)
        if isinstance(said, str):
            said = shown(said).strip()
            setattr(model_instance, self.attname, said)
        return said

    def deconstruct(self) -> Any:
        """Migrations know a column of letters."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
