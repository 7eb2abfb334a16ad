"""Help pages and known problems: written, revised, fixed and tied to tickets by staff."""
