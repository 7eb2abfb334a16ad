"""Twelve attacks on confidentiality, by those who are best placed for them."""
