"""What outsiders are tried on, one table for each domain, for the pages and for the API."""
