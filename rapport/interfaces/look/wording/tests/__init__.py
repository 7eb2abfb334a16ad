"""Tests of what lies beside."""
