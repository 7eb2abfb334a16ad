"""Relationship pages of organisations, sites, and of a team with an organisation."""
