"""Promises: working calendars, service levels, clocks, honest estimates, and what was promised and kept."""
