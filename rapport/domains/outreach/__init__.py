"""Outreach: contact we plan, whom to call now and why, and thanks passed on."""
