"""Django's PostgreSQL without indexes for the beginnings of keys."""
