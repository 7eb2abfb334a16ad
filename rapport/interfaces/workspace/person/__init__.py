"""One person and us: how we got here, where we stand, what they say is not right."""
