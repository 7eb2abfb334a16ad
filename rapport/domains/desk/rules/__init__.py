"""Judgements of the desk: plain functions, no database, no clock."""
