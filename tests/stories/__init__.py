"""Promises to people, each kept through the real interfaces from end to end."""
