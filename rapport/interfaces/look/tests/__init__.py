"""Tests of the shared look: pure, without a database."""
