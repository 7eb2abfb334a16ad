"""Addresses of notices, chat channels and webhooks, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.notices import channels, hooks, pages

urlpatterns = [
    path("notices/", pages.notices, name="notices"),
    path("notices/try/", pages.try_notice, name="try_notice"),
    path("notices/chat/", pages.keep_own_chat, name="keep_own_chat"),
    path("notices/chat/test/", pages.test_own_chat, name="test_own_chat"),
    path("notices/chat/end/", pages.end_own_chat, name="end_own_chat"),
    path("settings/chat/", channels.channels, name="channels"),
    path("settings/chat/<int:channel_id>/test/", channels.test, name="test_channel"),
    path("settings/chat/<int:channel_id>/end/", channels.end, name="end_channel"),
    path("settings/webhooks/", hooks.webhooks, name="webhooks"),
    path("settings/webhooks/<int:endpoint_id>/", hooks.webhook, name="webhook"),
    path("settings/webhooks/<int:endpoint_id>/change/", hooks.change, name="change_webhook"),
    path("settings/webhooks/<int:endpoint_id>/test/", hooks.test, name="test_webhook"),
    path("settings/webhooks/<int:endpoint_id>/secret/", hooks.renew, name="renew_webhook"),
    path("settings/webhooks/<int:endpoint_id>/pause/", hooks.pause, name="pause_webhook"),
    path("settings/webhooks/<int:endpoint_id>/resume/", hooks.resume, name="resume_webhook"),
    path("settings/webhooks/<int:endpoint_id>/end/", hooks.end, name="end_webhook"),
    path("settings/webhooks/calls/<int:call_id>/resend/", hooks.resend, name="resend_call"),
]
