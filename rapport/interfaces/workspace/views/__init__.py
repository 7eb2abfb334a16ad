"""The queue as somebody wants it: filters, kept views, several tickets at once, tags and custom fields."""
