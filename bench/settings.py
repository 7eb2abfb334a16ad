"""The product's settings with the floor page's address added; for measuring only."""

from rapport.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
