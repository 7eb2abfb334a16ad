"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.outreach import calls, plans, thanks

urlpatterns = [
    path("plan/", plans.plan_list, name="plan"),
    path("plan/choose/", plans.choose, name="plan_choose"),
    path("plan/levels/", plans.levels, name="plan_levels"),
    path("plan/calendar/", plans.calendar, name="plan_calendar"),
    path("plan/<int:plan_id>/", plans.plan, name="plan_one"),
    path("plan/<int:plan_id>/end/", plans.end, name="plan_end"),
    path("plan/<str:scope>/<int:target_id>/", plans.cadence, name="plan_new"),
    path("call/", calls.calls, name="calls"),
    path("call/put-off/", calls.put_off, name="call_put_off"),
    path("people/<int:person_id>/call/", calls.person, name="call_person"),
    path("thanks/", thanks.thanks, name="thanks"),
    path("thanks/<int:thanks_id>/show/", thanks.show, name="thanks_show"),
    path("thanks/episode/<int:episode_id>/", thanks.episode, name="thank"),
]
