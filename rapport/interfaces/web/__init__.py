"""What every page and program needs before it answers: who may open it, what was asked, files, and what went wrong."""
