"""Tests of people, read aloud with the named cast."""
