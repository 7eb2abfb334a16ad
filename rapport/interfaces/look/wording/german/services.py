"""The pages of one's services and their words, in German."""

PAGES = ("words", "service")
SAID = {
    "Words": "Wörter",
    "A service you use.": "Ein Dienst, den Sie nutzen.",
    "Who helps you": "Wer Ihnen hilft",
    "We are back": "Wir sind wieder da:",
    "Team": "Team",
    "Owner": "Verantwortlich",
    "Is that right?": "Stimmt das?",
    "We ask, you decide": "Wir fragen, Sie entscheiden",
    "Its words": "Seine Wörter",
    "Agreed by you and us": "Zwischen Ihnen und uns vereinbart",
    "You say": "Sie sagen",
    "We say": "Wir sagen",
    "No words yet. Where we talk past each other, tell us yours.": (
        "Noch keine Wörter. Wo wir aneinander vorbeireden, sagen Sie uns Ihres."
    ),
    "You call something otherwise?": "Bei Ihnen heißt etwas anders?",
    "The team answers here": "Das Team antwortet hier",
    "to look at.": "zum Ansehen.",
    "You have your words for things, and we have ours. Here both stand side by side.": (
        "Sie haben Ihre Wörter für die Dinge und wir unsere. Hier stehen beide nebeneinander."
    ),
    "Your services": "Ihre Dienste",
    "Each has its words": "Jeder hat seine Wörter",
    "We do not know yet which services you use.": "Wir wissen noch nicht, welche Dienste Sie nutzen.",
    ", and they stand here.": ", und sie stehen hier.",
    "You call it": "Sie nennen es",
    "Write what you call it.": "Bitte schreiben Sie, wie Sie es nennen.",
    "As it stands in our mails, as far as you can tell.": "So, wie es in unseren Mails steht, soweit Sie das sehen.",
    "Write what we seem to call it.": "Bitte schreiben Sie, wie wir es wohl nennen.",
    "What it is, in one sentence": "Was es ist, in einem Satz",
    "Thank you. The team looks at it, and you see here what they say.": (
        "Danke. Das Team sieht es sich an, und Sie sehen hier, was es dazu sagt."
    ),
}
