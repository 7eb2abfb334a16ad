"""Pages about stages: where people stand, who has gone quiet, how many moved, and the direct line."""
