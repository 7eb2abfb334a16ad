"""What letters about a visit say to the one at the site, in each language; whoever goes is written to in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.foundation.languages import worded


@dataclass(frozen=True)
class VisitWords:
    """The sentences of one language; what is in braces is filled in."""

    subject: str
    when: Mapping[str, str]
    what_for: str
    comes: str
    who_later: str
    suits: str
    see: str
    why: str
    entry: str


ENGLISH = VisitWords(
    subject="Visit at {site}",
    when={
        "arranged": "We come to you: {site}, {span}.",
        "moved": "The visit has another time. We come to you: {site}, {span}.",
        "changed": "Something about the visit has changed. We come to you: {site}, {span}.",
        "reminded": "A reminder: we come to you: {site}, {span}.",
        "cancelled": "The visit at {site} on {span} does not take place.",
    },
    what_for="What for: {what}",
    comes="{technician} comes.",
    who_later="Who comes you hear as soon as we know.",
    suits="Does the time not suit you? Move the visit or ask for another time.",
    see="See or move the visit",
    why="You get this because {desk} comes to your site.",
    entry="Visit at {site}: {what}",
)
GERMAN = VisitWords(
    subject="Besuch: {site}",
    when={
        "arranged": "Wir kommen zu Ihnen: {site}, {span}.",
        "moved": "Der Besuch hat einen neuen Termin. Wir kommen zu Ihnen: {site}, {span}.",
        "changed": "Am Besuch hat sich etwas geändert. Wir kommen zu Ihnen: {site}, {span}.",
        "reminded": "Zur Erinnerung: Wir kommen zu Ihnen: {site}, {span}.",
        "cancelled": "Dieser Besuch findet nicht statt: {site}, {span}.",
    },
    what_for="Worum es geht: {what}",
    comes="Es kommt {technician}.",
    who_later="Wer kommt, sagen wir Ihnen, sobald wir es wissen.",
    suits="Passt Ihnen die Zeit nicht? Verlegen Sie den Besuch oder bitten Sie um einen anderen Termin.",
    see="Besuch ansehen oder verlegen",
    why="Sie bekommen dies, weil {desk} zu Ihnen kommt.",
    entry="Besuch: {site}: {what}",
)
SPOKEN = {"en": ENGLISH, "de": GERMAN}


def words_in(language: str) -> VisitWords:
    """The words in a language, English where there are none."""
    return SPOKEN[worded(language)]
