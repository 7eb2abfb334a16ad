"""Pages of planned contact, of whom to call, and of thanks."""
