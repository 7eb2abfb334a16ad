"""Tests of imports: files of other desks, read, mapped and taken in."""
