"""Addresses of what administrators look after, below /desk/settings/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.administering import (
    belonging,
    hours,
    letters,
    publishing,
    roles,
    targets,
    tokens,
    unread_mail,
    waiting_work,
)

urlpatterns = [
    path("settings/agents/<int:person_id>/", roles.roles, name="roles"),
    path("settings/roles/<int:role_id>/", roles.end_role, name="end_role"),
    path("settings/hours/", hours.hours, name="hours"),
    path("settings/hours/days/", hours.add_day, name="add_day_off"),
    path("settings/hours/days/<int:holiday_id>/remove/", hours.remove_day, name="remove_day_off"),
    path("settings/targets/", targets.set_target, name="set_service_level"),
    path("settings/targets/<int:level_id>/end/", targets.end_target, name="end_service_level"),
    path("publishing/", publishing.published, name="published"),
    path("publishing/targets/", publishing.set_goal, name="set_goal"),
    path("publishing/deeds/", publishing.publish_deed, name="publish_deed"),
    path("publishing/quoted/<int:testimonial_id>/off/", publishing.keep_off, name="keep_off"),
    path("publishing/deeds/<int:deed_id>/withdraw/", publishing.withdraw_deed, name="withdraw_deed"),
    path("settings/work/", waiting_work.work, name="settings_work"),
    path("settings/work/mails/<int:raw_mail_id>/again/", unread_mail.read_again, name="read_mail_again"),
    path("settings/work/mails/<int:raw_mail_id>/raw/", unread_mail.download, name="raw_mail"),
    path("tickets/<int:ticket_id>/letters/<int:letter_id>/again/", letters.send_again, name="send_again"),
    path("organisations/<int:organisation_id>/belonging/", belonging.belonging, name="belonging"),
    path(
        "organisations/<int:organisation_id>/belonging/<int:domain_id>/end/",
        belonging.end_domain,
        name="end_mail_domain",
    ),
    path("settings/agents/<int:person_id>/contact/", belonging.name_contact, name="name_contact"),
    path("settings/tokens/", tokens.tokens, name="tokens"),
    path("settings/tokens/<int:token_id>/end/", tokens.revoke, name="revoke_token"),
]
