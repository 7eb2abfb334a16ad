"""Histories: acts read, put into episodes by the rules and what people decided, and written, in sets."""
