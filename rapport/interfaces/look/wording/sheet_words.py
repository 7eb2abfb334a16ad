"""What stands around the questions on the page that is answered, in the language of the one who answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SheetWords:
    """One language; what is in braces is filled in by the page."""

    one_question: str
    questions: str
    answered: str
    tapped: str
    unsent: str
    of: str
    why: Mapping[str, str]
    own_words: str
    need_not: str
    may_print: str
    print_for_good: str
    print_taken_back: str
    privacy: str
    who_sees: str
    sees_named: str
    sees_named_nobody: str
    who_stands_in: str
    sees_others: str
    sees_nameless: str
    stays_named: str
    stays_nameless: str
    leave_out: str
    send: str
    change: str
    again: str
    never: str
    never_again: str
    declined: str
    minutes: str
    not_sent: str
    choose: str
    choose_one: str
    from_list: str
    too_long: str
    whole_minutes: str
    nothing_said: str
    thanks: str
    arrived_score: str
    arrived: str
    reads_named: str
    reads_nameless: str
    next: str
    counts: str
    results: str
    again_you: str
    say_why: str
    change_link: str
    skip: str
    months: tuple[str, ...]
    after_day: str
    stop_title: str
    stop_lead: str
    help_as_before: str
    back: str
    not_now: str
    not_now_title: str
    not_now_lead: str
    after_all: str
    stopped_title: str
    stopped_lead: str
    kept: str
    find_again: str
    find_again_link: str

    def month(self, day: date) -> str:
        """February 2027, in this language."""
        return f"{self.months[day.month - 1]} {day.year}"

    def day(self, on: date) -> str:
        """27 November 2026, 27. November 2026."""
        return f"{on.day}{self.after_day} {self.month(on)}"


ENGLISH = SheetWords(
    one_question="One question",
    questions="A few questions",
    answered="You answered already. Sending again changes your answer.",
    tapped="You tapped {score} in our mail. Nothing is sent until you press the button.",
    unsent="Nothing is sent until you press the button.",
    of="of",
    why={
        "unhappy": "What weighed most?",
        "passive": "What would have made it better?",
        "happy": "What was it?",
    },
    own_words="In your own words",
    need_not="You need not write anything.",
    may_print="You may print my words on the results page, without my name",
    print_for_good="this cannot be taken back",
    print_taken_back="you can take this back here",
    privacy="How we keep that",
    who_sees="Who will see this",
    sees_named="{owner} reads it with your name and may call you, as may those who stand in.",
    sees_named_nobody="The owner of the service at {brand} reads it with your name and may call you, as may those who "
    "stand in.",
    who_stands_in="Who stands in, and what everybody else sees",
    sees_others="Those who stand in are {roles}. After an unhappy answer they can read it from the first minute and "
    "call where nobody did yet. If you allowed those who help you to see answers, whoever looks after you calls first. "
    "Colleagues and all other agents see only groups of five or more.",
    sees_nameless="Nobody sees your name. Colleagues and the agents who help you see only groups of five or more.",
    stays_named="You answered with your name; this answer stays so.",
    stays_nameless="You left your name out; this answer stays so.",
    leave_out="Leave my name out",
    send="Send my answer",
    change="Change my answer",
    again="We ask again in {month} at the earliest.",
    never="Never ask me",
    never_again="Never ask me again",
    declined="We do not ask you again, as you wanted.",
    minutes="minutes",
    not_sent="Your answer was not sent",
    choose="Choose a number from {first} to {last}. Everything else can stay empty.",
    choose_one="Choose one of these, or none.",
    from_list="Choose from the list. What you wrote is still here.",
    too_long="That is more than 4,000 characters. Please say it shorter; nothing was sent yet.",
    whole_minutes="Give whole minutes from 0 to 10,080, which is a week. Nothing was sent yet.",
    nothing_said="Answer at least one question, or simply close this page: no answer is an answer, too.",
    thanks="Thank you",
    arrived_score="Your {score} has arrived.",
    arrived="Your answer has arrived.",
    reads_named="{owner} reads it with your name and may call you; those who stand in can read it, too.",
    reads_nameless="Your name is not on it.",
    next="What happens next",
    counts="It counts from the next release on, together with at least four others. What comes of it stands here:",
    results="results page",
    again_you="We ask you again in {month} at the earliest.",
    say_why="Say why",
    change_link="Change my answer",
    skip="Skip to the page",
    months=(
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    after_day="",
    stop_title="Never ask me again?",
    stop_lead="You will not be drawn for any question any more.",
    help_as_before="Help you get as before.",
    back="Back to the question",
    not_now="Only not this time",
    not_now_title="Not this time, then",
    not_now_lead="No reminder comes, and nothing is asked of you for thirty days.",
    after_all="Answer after all",
    stopped_title="We will not ask you again",
    stopped_lead="No more questions of this kind come to you from {brand}.",
    kept="The answer you gave is kept.",
    find_again="You can change that whenever you like:",
    find_again_link="your page about being asked",
)
GERMAN = SheetWords(
    one_question="Eine Frage",
    questions="Einige Fragen",
    answered="Sie haben schon geantwortet. Wenn Sie noch einmal senden, ändern Sie Ihre Antwort.",
    tapped="Sie haben in unserer Mail die {score} gewählt. Gesendet wird erst, wenn Sie auf die Schaltfläche drücken.",
    unsent="Gesendet wird erst, wenn Sie auf die Schaltfläche drücken.",
    of="von",
    why={
        "unhappy": "Was gab den Ausschlag?",
        "passive": "Was hätte es besser gemacht?",
        "happy": "Was war besonders gut?",
    },
    own_words="In Ihren eigenen Worten",
    need_not="Sie müssen nichts schreiben.",
    may_print="Sie dürfen meine Worte ohne meinen Namen auf der Ergebnisseite veröffentlichen",
    print_for_good="das lässt sich nicht zurücknehmen",
    print_taken_back="Sie können das hier zurücknehmen",
    privacy="Wie wir das einhalten",
    who_sees="Wer das sieht",
    sees_named="{owner} liest sie mit Ihrem Namen und ruft Sie vielleicht an; die Vertretung darf das auch.",
    sees_named_nobody="Wer bei {brand} für den Dienst verantwortlich ist, liest sie mit Ihrem Namen und ruft Sie "
    "vielleicht an; die Vertretung darf das auch.",
    who_stands_in="Wer die Vertretung ist und was alle anderen sehen",
    sees_others="Die Vertretung: {roles}. Nach einer unzufriedenen Antwort kann sie von der ersten Minute an lesen "
    "und ruft an, wo es noch niemand getan hat. Haben Sie erlaubt, dass alle, die Ihnen helfen, Ihre Antworten sehen, "
    "ruft zuerst an, wer für Sie zuständig ist. Kolleginnen, Kollegen und alle anderen sehen nur Gruppen ab fünf "
    "Personen.",
    sees_nameless="Niemand sieht Ihren Namen. Kolleginnen und Kollegen sowie alle, die Ihnen helfen, sehen nur Gruppen "
    "ab fünf Personen.",
    stays_named="Sie haben mit Ihrem Namen geantwortet; dabei bleibt es.",
    stays_nameless="Sie haben ohne Ihren Namen geantwortet; dabei bleibt es.",
    leave_out="Ohne meinen Namen antworten",
    send="Antwort senden",
    change="Antwort ändern",
    again="Wir fragen Sie frühestens im {month} wieder.",
    never="Nie mehr fragen",
    never_again="Nie mehr fragen",
    declined="Wir fragen Sie nicht mehr, so wie Sie es wollten.",
    minutes="Minuten",
    not_sent="Ihre Antwort wurde nicht gesendet",
    choose="Bitte wählen Sie eine Zahl von {first} bis {last}. Alles andere kann leer bleiben.",
    choose_one="Bitte wählen Sie höchstens eine dieser Antworten.",
    from_list="Bitte wählen Sie aus der Liste. Was Sie geschrieben haben, steht noch hier.",
    too_long="Das sind mehr als 4.000 Zeichen. Bitte fassen Sie sich kürzer; es wurde noch nichts gesendet.",
    whole_minutes="Bitte geben Sie ganze Minuten von 0 bis 10.080 (eine Woche) an. Es wurde noch nichts gesendet.",
    nothing_said="Bitte beantworten Sie mindestens eine Frage, oder schließen Sie die Seite einfach: Auch keine "
    "Antwort ist eine Antwort.",
    thanks="Vielen Dank",
    arrived_score="Ihre {score} ist angekommen.",
    arrived="Ihre Antwort ist angekommen.",
    reads_named="{owner} liest sie mit Ihrem Namen und ruft Sie vielleicht an; die Vertretung kann sie auch lesen.",
    reads_nameless="Ihr Name steht nicht dabei.",
    next="Wie es weitergeht",
    counts="Ihre Antwort zählt ab der nächsten Veröffentlichung, zusammen mit mindestens vier anderen. Was daraus "
    "wird, lesen Sie hier:",
    results="Ergebnisseite",
    again_you="Wir fragen Sie frühestens im {month} wieder.",
    say_why="Sagen Sie uns, warum",
    change_link="Antwort ändern",
    skip="Zum Inhalt springen",
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"),
        *("September", "Oktober", "November", "Dezember"),
    ),
    after_day=".",
    stop_title="Nie mehr fragen?",
    stop_lead="Sie werden für keine Umfrage mehr ausgelost.",
    help_as_before="Hilfe bekommen Sie wie bisher.",
    back="Zurück zur Frage",
    not_now="Nur diesmal nicht",
    not_now_title="Dann nicht dieses Mal",
    not_now_lead="Es kommt keine Erinnerung, und dreißig Tage lang fragen wir Sie nichts.",
    after_all="Doch antworten",
    stopped_title="Wir fragen Sie nicht mehr",
    stopped_lead="Von {brand} bekommen Sie keine solchen Fragen mehr.",
    kept="Die Antwort, die Sie gegeben haben, bleibt erhalten.",
    find_again="Sie können das jederzeit ändern:",
    find_again_link="Ihre Seite zu unseren Fragen",
)
SPOKEN = {"en": ENGLISH, "de": GERMAN}


def words_in(language: str) -> SheetWords:
    """The words in a language; a survey in one that has none here is framed in English."""
    return SPOKEN.get(language.split("-", maxsplit=1)[0], ENGLISH)
