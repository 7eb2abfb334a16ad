"""What we know about each other: a person's own page, and what they may change on it."""
