"""What administrators look after once the desk works: roles, hours and targets, mail that could not be read."""
