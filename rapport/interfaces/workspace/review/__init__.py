"""The client review: one page for an organisation and a quarter, on screen and on paper."""
