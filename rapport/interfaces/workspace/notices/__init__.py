"""Notices, chat channels and webhooks: who is told what."""
