"""Addresses of asking, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.asking import pages, planning

urlpatterns = [
    path("surveys/plan/", planning.plan, name="survey_plan"),
    path("surveys/plan/send/", planning.send, name="survey_plan_send"),
    path("surveys/<int:survey_id>/asking/", pages.asking, name="survey_asking"),
    path("surveys/<int:survey_id>/asking/set/<str:kind>/", pages.set_rule, name="ask_rule_set"),
    path("surveys/<int:survey_id>/asking/end/<int:rule_id>/", pages.end_rule, name="ask_rule_end"),
    path("surveys/<int:survey_id>/asking/page/", pages.open_page, name="say_page_set"),
    path("surveys/<int:survey_id>/asking/poster.svg", pages.poster, name="say_poster"),
]
