"""Measuring: how fast it is and what it survives, with real processes in places of their own."""
