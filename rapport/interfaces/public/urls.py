"""Addresses for everybody: answering, results, and what operators watch."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.public import calendar, call_me, health, pages, privacy, questions, saying, worth

app_name = "public"
urlpatterns = [
    path("answer/<str:token>", pages.answer, name="answer"),
    path("answer/<str:token>/stop", pages.stop, name="answer_stop"),
    path("answer/<str:token>/call", call_me.call_me, name="call_me"),
    path("say/<slug:key>/", saying.page, name="answer_openly"),
    path("say/<slug:key>/snippet.js", saying.snippet, name="answer_snippet"),
    path("say/<slug:key>/form.json", saying.snippet_form, name="answer_snippet_form"),
    path("say/<slug:key>/post", saying.snippet_say, name="answer_snippet_say"),
    path("questions/<str:token>", questions.questions, name="answer_questions"),
    path("calendar/<str:token>.ics", calendar.calendar, name="calendar"),
    path("worth/<str:token>", worth.worth, name="worth"),
    path("results", pages.results, name="results"),
    path("results.csv", pages.results_csv, name="results_csv"),
    path("privacy", privacy.privacy, name="privacy"),
    path("components", pages.components, name="components"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
