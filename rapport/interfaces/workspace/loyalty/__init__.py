"""Are we trusted? The Loyalty page and its samples."""
