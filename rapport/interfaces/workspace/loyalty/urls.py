"""Addresses of the Loyalty pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.loyalty import files, notes, pages, words

urlpatterns = [
    path("loyalty", pages.loyalty, name="loyalty"),
    path("loyalty.csv", files.as_csv, name="loyalty_csv"),
    path("loyalty.xlsx", files.as_xlsx, name="loyalty_xlsx"),
    path("loyalty/notes", notes.notes, name="loyalty_notes"),
    path("loyalty/notes/<int:note_id>/remove", notes.remove_note, name="remove_note"),
    path("loyalty/benchmarks", notes.benchmarks, name="benchmarks"),
    path("loyalty/benchmarks/<int:benchmark_id>/remove", notes.remove_benchmark, name="remove_benchmark"),
    path("loyalty/words", words.their_words, name="their_words"),
    path("loyalty/words/by-name", words.by_name, name="words_by_name"),
    path("loyalty/words/rules", words.rules, name="tag_rules"),
    path("loyalty/words/<int:saying_id>/tag", words.tag, name="tag_words"),
    path("loyalty/words/groups/<int:group_id>/name", words.name_group, name="name_group"),
    path("loyalty/samples", pages.samples, name="samples"),
    path("loyalty/samples/draw", pages.draw, name="draw_sample"),
    path("loyalty/samples/<int:sample_id>", pages.sample, name="sample"),
    path("loyalty/samples/<int:sample_id>/send", pages.send, name="send_sample"),
]
