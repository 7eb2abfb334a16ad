"""Pages about surveys: which there are, starting one, its wordings, a preview, pausing and stopping."""
