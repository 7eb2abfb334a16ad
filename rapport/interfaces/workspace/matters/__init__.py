"""Matters: when a new one begins, and what people decide about episodes that stand."""
