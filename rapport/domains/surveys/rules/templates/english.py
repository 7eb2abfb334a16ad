"""The English words of the templates."""

from __future__ import annotations

from typing import Any

OFFERED: dict[str, tuple[str, str]] = {
    "nps": ("Would you recommend us? (NPS)", "The loyalty question, 0 to 10: how the relationship stands."),
    "csat": ("Are you satisfied? (CSAT)", "After one matter or visit, 1 to 5: did this go well?"),
    "ces": ("Was it easy? (CES)", "After one matter, 1 to 7: how much effort did it take them?"),
    "trust": ("Contact, shared language, trust", "Nine sentences on how people work with us, three for each facet."),
    "expectation": (
        "What do you expect? (before)",
        "What is just good enough, and what would be ideal.",
    ),
    "perception": ("What did you find? (after)", "The same points afterwards, compared with what was expected."),
    "single": ("One question around a change", "Before and after a change, the same question both times."),
    "own": ("Questions of your own", "Your questions: scales, choices, words, minutes lost."),
}

WORDS: dict[str, Any] = {
    "leads": {
        "nps": ("How likely are you to recommend {judged} to a colleague?", ""),
        "csat": ("All in all, how satisfied are you with how {judged} helped you this time?", ""),
        "csat:service": ("All in all, how satisfied are you with the help you got this time with {judged}?", ""),
        "ces:service": ("“Those who look after {judged} made it easy for me to handle my issue.” Do you agree?", ""),
        "ces": ("“{judged} made it easy for me to handle my issue.” How far do you agree?", ""),
        "trust": ("How do we work together?", "Nine sentences about {judged} and you. Leave out what you cannot say."),
        "expectation": (
            "What do you expect of {judged}?",
            "For each point: what would be just good enough, and what would be ideal?",
        ),
        "perception": ("How did you find {judged}?", "For each point: how good was it really?"),
        "single": ("How easy is your work with {judged} at the moment?", ""),
        "own": ("What holds up your work?", "Answer what you like and leave out the rest."),
    },
    "ends": {
        "likely": ("not at all likely", "extremely likely"),
        "satisfied": ("very dissatisfied", "very satisfied"),
        "agree": ("strongly disagree", "strongly agree"),
        "level": ("low", "high"),
        "easier": ("very hard", "very easy"),
    },
    "parts": {
        "adequate": "{item}: the least that is good enough for me",
        "desired": "{item}: what I wish for",
        "perceived": "{item}: what I found",
    },
    "reasons": {
        "came_back": "It came back",
        "explain_again": "I had to explain it again",
        "not_told": "I was not told in time",
        "my_time": "It took too much of my time",
        "equipment": "The equipment fails on site",
        "spoken_to": "How I was spoken to",
        "knows_site": "Someone who knows my site",
        "fewer_steps": "Fewer steps for me",
        "reliable_day": "A day I can rely on",
        "my_words": "An answer in my words",
        "right_first": "Right the first time",
        "equipment_better": "Equipment that fits my work",
        "know_my_site": "They know my site",
        "keep_word": "They keep their word",
        "explain_well": "They explain it in my words",
        "easy": "It was easy for me",
        "solve_it": "They solve it for good",
        "works_here": "What they bring works here",
    },
    "questions": {
        "minutes_lost": "About how many minutes of your work did it cost you?",
        "solved": ("Is it solved?", "Yes", "In part", "No"),
        "what_to_try": "What should we do differently next time?",
        "told_in_time": ("Were you told about the change in time?", "Yes, in time", "Yes, but too late", "No"),
        "what_holds_up": (
            "What holds you up most often?",
            "Looking for information",
            "Signing in",
            "Slow programs",
            "Words I do not understand",
            "Equipment",
            "Nothing much",
        ),
        "often_enough": "We are in touch with them often enough.",
        "more_than_one": "We know more than one of them, and more than one way to reach them.",
        "know_whom": "I know whom to ask when I need something.",
        "our_words": "They explain things in our words.",
        "understand_us": "They understand the terms of our work.",
        "same_picture": "They and we mean the same when we talk about this service.",
        "keep_promises": "They keep what they promise.",
        "honest": "They are honest with us when something goes wrong.",
        "rely_on": "I can rely on them when it matters.",
        "on_the_day": "Done on the day it was promised",
        "says_how_it_stands": "Being told how it stands without asking",
        "knows_how": "People who know their trade",
        "knows_my_work": "Someone who knows my work",
        "equipment_fits": "Equipment that fits my place of work",
    },
}
