"""Addresses of the pages for people who serve."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace import conversation, finding, held, people, settings, starting, today
from rapport.interfaces.workspace.administering.urls import urlpatterns as administering
from rapport.interfaces.workspace.answering.urls import urlpatterns as answering
from rapport.interfaces.workspace.articles.urls import urlpatterns as articles
from rapport.interfaces.workspace.asking.urls import urlpatterns as asking
from rapport.interfaces.workspace.commands.urls import urlpatterns as commands
from rapport.interfaces.workspace.feeds.urls import urlpatterns as feeds
from rapport.interfaces.workspace.gap.urls import urlpatterns as gap
from rapport.interfaces.workspace.groups.urls import urlpatterns as groups
from rapport.interfaces.workspace.joining.urls import urlpatterns as joining
from rapport.interfaces.workspace.leaving.urls import urlpatterns as leaving
from rapport.interfaces.workspace.loyalty.urls import urlpatterns as loyalty
from rapport.interfaces.workspace.mailboxes.urls import urlpatterns as mailboxes
from rapport.interfaces.workspace.matters.urls import urlpatterns as matters
from rapport.interfaces.workspace.notices.urls import urlpatterns as notices
from rapport.interfaces.workspace.outreach.urls import urlpatterns as outreach
from rapport.interfaces.workspace.person.urls import urlpatterns as person
from rapport.interfaces.workspace.recovery.urls import urlpatterns as recovery
from rapport.interfaces.workspace.reflection.urls import urlpatterns as reflection
from rapport.interfaces.workspace.reminding.urls import urlpatterns as reminding
from rapport.interfaces.workspace.review.urls import urlpatterns as review
from rapport.interfaces.workspace.sequences.urls import urlpatterns as sequences
from rapport.interfaces.workspace.sites.urls import urlpatterns as sites
from rapport.interfaces.workspace.stages.urls import urlpatterns as stages
from rapport.interfaces.workspace.surveys.urls import urlpatterns as surveys
from rapport.interfaces.workspace.terms.urls import urlpatterns as terms
from rapport.interfaces.workspace.theirs.urls import urlpatterns as theirs
from rapport.interfaces.workspace.uses.urls import urlpatterns as uses
from rapport.interfaces.workspace.views.urls import urlpatterns as views
from rapport.interfaces.workspace.visits.urls import urlpatterns as visits

app_name = "workspace"
urlpatterns = [
    *person,
    *loyalty,
    path("", today.today, name="today"),
    path("today/questions/<int:episode_id>/", today.three_questions, name="three_questions"),
    path("queue/", conversation.queue, name="queue"),
    path("held/", held.held, name="held"),
    path("held/<int:held_id>/", held.decide, name="decide"),
    path("tickets/<int:ticket_id>/", conversation.ticket, name="ticket"),
    path("tickets/<int:ticket_id>/answer/", conversation.answer, name="answer"),
    path("tickets/<int:ticket_id>/macro/", conversation.put_in, name="put_in_macro"),
    path("tickets/<int:ticket_id>/check/", conversation.check, name="check"),
    path("tickets/<int:ticket_id>/note/", conversation.note, name="note"),
    path("tickets/<int:ticket_id>/contact/", conversation.contact, name="contact"),
    path("tickets/<int:ticket_id>/facts/", conversation.facts, name="facts"),
    path("tickets/<int:ticket_id>/files/<int:attachment_id>/", conversation.attachment, name="attachment"),
    path("tickets/<int:ticket_id>/files/<int:attachment_id>/look/", conversation.look_at, name="look_at"),
    path("tickets/<int:ticket_id>/files/<int:attachment_id>/picture/", conversation.picture, name="picture"),
    path("tickets/<int:ticket_id>/messages/<int:message_id>/", conversation.original, name="original"),
    path("tickets/<int:ticket_id>/messages/<int:message_id>/frame/", conversation.frame, name="frame"),
    path("people/", people.people_list, name="people"),
    path("find/", finding.find, name="find"),
    path("settings/", settings.overview, name="settings"),
    path("settings/team/", settings.team, name="settings_team"),
    path("settings/service/", settings.service, name="settings_service"),
    path("settings/mailbox/", settings.mailbox, name="settings_mailbox"),
    path("settings/agent/", settings.agent, name="settings_agent"),
    path("settings/people/", settings.import_people, name="settings_people"),
    path("settings/what-happens-when/", settings.what_happens, name="what_happens"),
    path("start/<str:token>/", starting.start, name="start"),
    *administering,
    *asking,
    *answering,
    *commands,
    *articles,
    *feeds,
    *gap,
    *groups,
    *joining,
    *leaving,
    *terms,
    *theirs,
    *uses,
    *views,
    *stages,
    *mailboxes,
    *matters,
    *outreach,
    *recovery,
    *notices,
    *reflection,
    *review,
    *reminding,
    *sequences,
    *surveys,
    *visits,
    *sites,
]
