"""Asking: the planner, the rules by which a survey asks by itself, and its open page."""
