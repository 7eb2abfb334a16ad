"""Recovery: what happens after an answer by name, so that somebody unhappy is called and somebody happy is thanked."""
