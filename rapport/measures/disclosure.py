"""From how many people on something is shown of them: one number for every page, file and program."""

LEAST = 5  # fewer could be told apart by those who know them
