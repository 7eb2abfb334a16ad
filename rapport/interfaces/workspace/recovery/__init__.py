"""Recovery: who was unhappy and is called, what the others said, and what it came to."""
