"""Words of both sides, for people who serve."""
