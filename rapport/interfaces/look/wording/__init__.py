"""What pages, sheets and letters say, in words that are chosen once."""
