"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.commands import pages

urlpatterns = [path("commands/", pages.commands, name="commands")]
