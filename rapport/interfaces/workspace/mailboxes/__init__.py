"""Mailboxes in Settings, one page each."""
