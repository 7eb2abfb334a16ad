"""What one wants to be told of again, and what others want one to see; earlier answers."""
