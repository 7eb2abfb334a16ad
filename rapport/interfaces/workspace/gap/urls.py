"""Addresses of the gap pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.gap import acting, pages

ONE = "gap/<str:kind>/<int:group_id>/"
urlpatterns = [
    path("gap/", pages.gap, name="gap"),
    path("gap/table.csv", pages.gap_csv, name="gap_csv"),
    path("gap/targets/", acting.targets, name="gap_targets"),
    path(ONE, pages.one_gap, name="one_gap"),
    path(f"{ONE}take/", acting.take, name="take_gap"),
    path(f"{ONE}close/<int:gap_id>/", acting.close, name="close_gap"),
]
