"""What stands around every page of a customer, and small words that many of them use."""

SAID = {
    "Skip to the page": "Zum Inhalt springen",
    "Main": "Hauptnavigation",
    "Sign in": "Anmelden",
    "Sign out": "Abmelden",
    "Help pages": "Hilfeseiten",
    "You and us": "Sie und wir",
    "Your people": "Ihre Leute",
    "Results": "Ergebnisse",
    "How we are doing": "Wie wir unsere Sache machen",
    "Simulated data: nobody here is real.": "Erfundene Daten: Niemand hier ist echt.",
    "All of them": "Alle",
    "Earlier ones": "Frühere",
    "The next ones": "Die nächsten",
    "Open": "Offen",
    "Done": "Erledigt",
    "Fixed": "Behoben",
    "Thank you": "Danke",
    "Back to the start": "Zurück zum Anfang",
    "it": "das",
    "in": "auf",
    "In": "Auf",
    "of": "von",
    "by": "bis",
    "By": "Von",
    "and": "und",
    "since": "seit",
    "”.": "“.",
    "“": "„",
    "”": "“",
    "person,people": "Person,Personen",
    "Fill this in first.": "Bitte füllen Sie das zuerst aus.",
    "This cannot be read. Write it another way.": "Das lässt sich nicht lesen. Bitte schreiben Sie es anders.",
    "This is too long: it may have %(limit_value)d characters and has %(show_value)d.": (
        "Das ist zu lang: Es darf %(limit_value)d Zeichen haben und hat %(show_value)d."
    ),
    "There is a sign in it that cannot be kept. Write it again without.": (
        "Darin steht ein Zeichen, das wir nicht behalten können. Bitte schreiben Sie es noch einmal ohne."
    ),
    "Write a whole number, such as 12.": "Bitte schreiben Sie eine ganze Zahl, etwa 12.",
    "Write a number, such as 2.5.": "Bitte schreiben Sie eine Zahl, etwa 2.5.",
    "Choose a day, or write it like 2026-11-30.": (
        "Bitte wählen Sie einen Tag, oder schreiben Sie ihn wie 2026-11-30."
    ),
    "This is none of the choices here. Choose one of them.": (
        "Das steht hier nicht zur Wahl. Bitte wählen Sie eines davon."
    ),
    "This is no mail address. Write one like ada@example.org.": (
        "Das ist keine Mailadresse. Bitte schreiben Sie eine wie ada@example.org."
    ),
    "This number has too many digits.": "Diese Zahl hat zu viele Stellen.",
    "This number has too many digits after the point.": "Diese Zahl hat zu viele Stellen nach dem Komma.",
    "This number has too many digits before the point.": "Diese Zahl hat zu viele Stellen vor dem Komma.",
    "No file came. Choose it again.": "Es kam keine Datei an. Bitte wählen Sie sie noch einmal.",
    "This file is empty. Choose another one.": "Diese Datei ist leer. Bitte wählen Sie eine andere.",
    "The name of this file is too long: it may have %(max)d characters and has %(length)d.": (
        "Der Name dieser Datei ist zu lang: Er darf %(max)d Zeichen haben und hat %(length)d."
    ),
}
