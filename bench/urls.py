"""The product's addresses and the floor page beside them, for measuring only."""

from __future__ import annotations

from django.urls import path

from bench import floor
from rapport.config import urls

urlpatterns = [path("floor/", floor.floor), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
