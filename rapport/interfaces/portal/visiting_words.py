"""What the page of one's own visit says, in each language of our letters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class VisitPageWords:
    """The sentences of one language; what is in braces is filled in."""

    title: str
    comes: str
    who_later: str
    called_off: str
    were_there: str
    not_possible: str
    asked: str
    another: str
    free: str
    free_of: str
    move_to: str
    move: str
    none_of_these: str
    which: str
    ask: str
    choose: str
    moved: str
    stands: str
    have_it: str
    not_free: str
    ended: str
    nothing_asked: str


ENGLISH = VisitPageWords(
    title="Visit at {site}",
    comes="{technician} comes.",
    who_later="Who comes you hear as soon as we know.",
    called_off="This visit was called off.",
    were_there="We were there.",
    not_possible="We were there {window}, and it was not possible.",
    asked="You asked for another time: {words} Until you hear from us, it stands as it is.",
    another="Another time",
    free="These are free",
    free_of="These are free for {technician}",
    move_to="Move it to",
    move="Move the visit",
    none_of_these="None of these",
    which="Which days or times suit you",
    ask="Ask for another time",
    choose="Choose one of the times. The visit stands as it was.",
    moved="The visit has its new time. You get a mail with the new entry for your calendar.",
    stands="The visit stands at this time already. Nothing was moved.",
    have_it="We have it. Until you hear from us, the visit stands as it was.",
    not_free="This time was taken meanwhile. The visit stands as it was; choose another of the times below.",
    ended="This visit has begun or has ended, so it cannot be moved. Write to us instead.",
    nothing_asked="Say which days or times suit you. The visit stands as it was.",
)
GERMAN = VisitPageWords(
    title="Besuch: {site}",
    comes="Es kommt {technician}.",
    who_later="Wer kommt, sagen wir Ihnen, sobald wir es wissen.",
    called_off="Dieser Besuch wurde abgesagt.",
    were_there="Wir waren da.",
    not_possible="Wir waren da ({window}), doch es war nicht möglich.",
    asked="Sie haben um einen anderen Termin gebeten: {words} Bis Sie von uns hören, bleibt es, wie es ist.",
    another="Ein anderer Termin",
    free="Diese Zeiten sind frei",
    free_of="Diese Zeiten sind bei {technician} frei",
    move_to="Verlegen auf",
    move="Besuch verlegen",
    none_of_these="Keine davon passt",
    which="Welche Tage oder Zeiten passen Ihnen?",
    ask="Um einen anderen Termin bitten",
    choose="Bitte wählen Sie eine der Zeiten. Der Besuch bleibt, wie er war.",
    moved="Der Besuch hat seinen neuen Termin. Sie bekommen eine Mail mit dem neuen Eintrag für Ihren Kalender.",
    stands="Der Besuch hat diesen Termin schon. Es wurde nichts verschoben.",
    have_it="Wir haben Ihre Bitte. Bis Sie von uns hören, bleibt der Besuch, wie er war.",
    not_free="Diese Zeit wurde inzwischen vergeben. Der Besuch bleibt, wie er war; bitte wählen Sie eine andere.",
    ended="Dieser Besuch hat begonnen oder ist vorbei und lässt sich nicht mehr verlegen. Bitte schreiben Sie uns.",
    nothing_asked="Bitte schreiben Sie, welche Tage oder Zeiten Ihnen passen. Der Besuch bleibt, wie er war.",
)
SPOKEN = {"en": ENGLISH, "de": GERMAN}
