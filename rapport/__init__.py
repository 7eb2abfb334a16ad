"""Rapport: a self-hosted service desk that grows loyalty."""

__version__ = "0.1.0"
