"""Feeds: other desks that write acts here."""
