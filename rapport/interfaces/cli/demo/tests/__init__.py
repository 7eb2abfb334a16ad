"""Tests of the demo: the story is tested as plain values, the making of it on a database."""
