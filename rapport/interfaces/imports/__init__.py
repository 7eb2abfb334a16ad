"""Taking in what other desks and surveys export: reading files, mapping their columns, and writing in batches."""
