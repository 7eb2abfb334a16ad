"""Drawings: the relationship line, trends, distributions and their axes, as SVG that was written with care."""
