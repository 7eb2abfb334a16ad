"""What they told us they would do, and what they thought of: noted, settled and delivered."""
