"""Tests of the measures: the worked numbers first, then what must hold for any input."""
