"""The command bar: go to a ticket, a person or a view, or do something, by typing."""
