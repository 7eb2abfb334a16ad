"""Addresses of what administrators look after, below /desk/settings/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.administering import roles

urlpatterns = [
    path("settings/agents/<int:person_id>/", roles.roles, name="roles"),
    path("settings/roles/<int:role_id>/", roles.end_role, name="end_role"),
]
