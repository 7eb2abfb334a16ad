"""The German words of the templates."""

from __future__ import annotations

from typing import Any

WORDS: dict[str, Any] = {
    "leads": {
        "nps": ("Wie wahrscheinlich ist es, dass Sie {judged} im Kollegenkreis weiterempfehlen?", ""),
        "csat": ("Wie zufrieden sind Sie alles in allem damit, wie Ihnen {judged} diesmal geholfen hat?", ""),
        "csat:service": (
            "Wie zufrieden sind Sie alles in allem mit der Hilfe, die Sie diesmal rund um {judged} bekommen haben?",
            "",
        ),
        "ces:service": (
            "„Wer sich um {judged} kümmert, hat es mir leicht gemacht, mein Anliegen zu klären.“ Stimmen Sie zu?",
            "",
        ),
        "ces": ("„{judged} hat es mir leicht gemacht, mein Anliegen zu klären.“ Wie sehr stimmen Sie zu?", ""),
        "trust": (
            "Wie arbeiten wir zusammen?",
            "Neun Sätze über {judged} und Sie. Lassen Sie aus, was Sie nicht beurteilen können.",
        ),
        "expectation": (
            "Was erwarten Sie von {judged}?",
            "Zu jedem Punkt: Was wäre gerade noch gut genug, und was wünschen Sie sich?",
        ),
        "perception": ("Wie haben Sie {judged} erlebt?", "Zu jedem Punkt: Wie gut war es tatsächlich?"),
        "single": ("Wie leicht geht Ihnen die Arbeit mit {judged} zurzeit von der Hand?", ""),
        "own": ("Was hält Sie bei der Arbeit auf?", "Beantworten Sie, was Sie möchten, und lassen Sie den Rest aus."),
    },
    "ends": {
        "likely": ("sehr unwahrscheinlich", "sehr wahrscheinlich"),
        "satisfied": ("sehr unzufrieden", "sehr zufrieden"),
        "agree": ("stimme gar nicht zu", "stimme voll zu"),
        "level": ("niedrig", "hoch"),
        "easier": ("sehr mühsam", "sehr leicht"),
    },
    "parts": {
        "adequate": "{item}: was mir gerade noch genügt",
        "desired": "{item}: was ich mir wünsche",
        "perceived": "{item}: was ich erlebt habe",
    },
    "reasons": {
        "came_back": "Das Problem kam wieder",
        "explain_again": "Ich musste alles noch einmal erklären",
        "not_told": "Ich habe zu spät davon erfahren",
        "my_time": "Es hat mich zu viel Zeit gekostet",
        "equipment": "Die Technik fällt bei uns vor Ort aus",
        "spoken_to": "Wie mit mir gesprochen wurde",
        "knows_site": "Jemand, der meinen Standort kennt",
        "fewer_steps": "Weniger Schritte für mich",
        "reliable_day": "Ein Termin, auf den ich mich verlassen kann",
        "my_words": "Eine Antwort in meinen Worten",
        "right_first": "Gleich beim ersten Mal gelöst",
        "equipment_better": "Technik, die zu meiner Arbeit passt",
        "know_my_site": "Sie kennen meinen Standort",
        "keep_word": "Sie halten Wort",
        "explain_well": "Sie erklären es in meinen Worten",
        "easy": "Es war einfach für mich",
        "solve_it": "Sie lösen es dauerhaft",
        "works_here": "Was sie mitbringen, funktioniert hier",
    },
    "questions": {
        "minutes_lost": "Wie viele Minuten Ihrer Arbeitszeit hat Sie das ungefähr gekostet?",
        "solved": ("Ist Ihr Anliegen gelöst?", "Ja", "Zum Teil", "Nein"),
        "what_to_try": "Was sollen wir beim nächsten Mal anders machen?",
        "told_in_time": (
            "Haben Sie rechtzeitig von der Änderung erfahren?",
            "Ja, rechtzeitig",
            "Ja, aber zu spät",
            "Nein",
        ),
        "what_holds_up": (
            "Was hält Sie am häufigsten auf?",
            "Informationen suchen",
            "Anmelden",
            "Langsame Programme",
            "Begriffe, die ich nicht verstehe",
            "Geräte",
            "Eigentlich nichts",
        ),
        "often_enough": "Wir haben oft genug Kontakt miteinander.",
        "more_than_one": "Wir kennen dort mehr als eine Person und mehr als einen Weg, sie zu erreichen.",
        "know_whom": "Ich weiß, wen ich fragen kann, wenn ich etwas brauche.",
        "our_words": "Man erklärt uns die Dinge in unseren Worten.",
        "understand_us": "Man versteht dort die Begriffe unserer Arbeit.",
        "same_picture": "Wenn wir über diesen Service sprechen, meinen wir dasselbe.",
        "keep_promises": "Was uns zugesagt wird, wird auch gehalten.",
        "honest": "Wenn etwas schiefgeht, sagt man es uns ehrlich.",
        "rely_on": "Wenn es darauf ankommt, kann ich mich auf sie verlassen.",
        "on_the_day": "Erledigt an dem Tag, der zugesagt war",
        "says_how_it_stands": "Den Stand erfahren, ohne nachfragen zu müssen",
        "knows_how": "Leute, die ihr Fach verstehen",
        "knows_my_work": "Jemand, der meine Arbeit kennt",
        "equipment_fits": "Technik, die zu meinem Arbeitsplatz passt",
    },
}
