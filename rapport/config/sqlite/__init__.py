"""Django's SQLite with short waits for the one write lock."""
