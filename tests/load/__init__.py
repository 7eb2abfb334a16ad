"""Load and faults in small: the measurements of `make bench`, with figures that must hold on any machine."""
