"""Help pages, known problems, and what may help while somebody types."""
