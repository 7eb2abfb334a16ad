"""Addresses of the client review, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.review import pages

ONE = "organisations/<int:organisation_id>/review/"
urlpatterns = [
    path(ONE, pages.review, name="review"),
    path(f"{ONE}agree/", pages.agree, name="review_agree"),
    path(f"{ONE}plan/", pages.plan, name="review_plan"),
    path(f"{ONE}sign/", pages.sign, name="review_sign"),
    path(f"{ONE}actions/<int:action_id>/", pages.change, name="review_change"),
]
