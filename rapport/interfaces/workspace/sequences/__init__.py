"""Sequences that people begin, and looking back on them."""
