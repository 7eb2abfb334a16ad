"""The three questions over quarters: both sides, and where they differ."""
