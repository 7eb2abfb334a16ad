"""The ledger: acts, episodes, sequences and relationships, the memory of every contact."""
