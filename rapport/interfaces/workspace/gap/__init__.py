"""Where are we in time and still not liked? The gap, its targets, and who looks after it."""
