"""Backup and restore: one encrypted file with every table and every stored file, taken while running."""

from rapport.foundation.keeping.archive import NotABackup, WrongKey
from rapport.foundation.keeping.backup import backup
from rapport.foundation.keeping.restore import NotEmpty, restore

__all__ = ["NotABackup", "NotEmpty", "WrongKey", "backup", "restore"]
