"""Writing an answer: macros, drafts, taking it back, and who else is at it."""
