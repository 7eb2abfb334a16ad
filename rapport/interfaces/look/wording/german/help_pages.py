"""Known problems and help pages, in German."""

PAGES = ("problems", "problem", "follow_problem", "articles", "article", "article_helped")
SAID = {
    "· expected by": "· erwartet bis",
    "You are told": "Sie erfahren es",
    "Tell me when it is fixed": "Sagen Sie mir, wenn es behoben ist",
    "person reports,people report": "Person meldet,Personen melden",
    "It helped {yes} of {n} who said so, between {low} and {high}.": (
        "Geholfen hat es {yes} von {n}, die sich dazu geäußert haben, zwischen {low} und {high}."
    ),
    "said whether it helped; too few to tell.": "haben gesagt, ob es half; noch zu wenige für eine Aussage.",
    "Known problems": "Bekannte Störungen",
    "We know, and we are on it.": "Wir wissen es und arbeiten daran.",
    "Follow one, and we tell you once when it is fixed.": (
        "Folgen Sie einer, und wir sagen Ihnen einmal, wenn sie behoben ist."
    ),
    "We know of nothing that is broken for you now.": "Wir wissen von nichts, was bei Ihnen derzeit gestört ist.",
    "Something is?": "Doch?",
    "Tell us.": "Sagen Sie es uns.",
    "The last ten": "Die letzten zehn",
    "We know.": "Wir wissen es.",
    "has it.": "kümmert sich darum.",
    "We expect it to be fixed by": "Wir rechnen damit, dass es behoben ist bis",
    "We expected it by": "Wir hatten damit gerechnet bis",
    "; that has passed, and we are sorry.": "; das ist vorbei, und es tut uns leid.",
    "We cannot say yet when it is fixed.": "Wir können noch nicht sagen, wann es behoben ist.",
    "What helped": "Was geholfen hat",
    "You have it, too?": "Bei Ihnen auch?",
    "it.": "das.",
    "Nobody has reported it by name yet.": "Noch hat es niemand mit Namen gemeldet.",
    "Known since": "Bekannt seit",
    "You are told once, when it is fixed.": "Sie erfahren es einmal, wenn es behoben ist.",
    "Do not tell me": "Nicht mehr benachrichtigen",
    "I have it, too": "Bei mir auch",
    "Sign in to be told when it is fixed": "Anmelden, um zu erfahren, wenn es behoben ist",
    "Still not right for you?": "Bei Ihnen noch nicht in Ordnung?",
    "Tell us": "Sagen Sie es uns",
    ", and a person looks at it.": ", und ein Mensch sieht es sich an.",
    "What helped others.": "Was anderen geholfen hat.",
    "Not here? Tell us in one line, and a person reads it.": (
        "Nicht dabei? Sagen Sie es uns in einer Zeile, und ein Mensch liest es."
    ),
    "Nothing is written for you yet.": "Für Sie ist noch nichts geschrieben.",
    "Tell us what you need": "Sagen Sie uns, was Sie brauchen",
    ", and a person helps.": ", und ein Mensch hilft.",
    "To read": "Zum Lesen",
    "Newest first": "Das Neueste zuerst",
    "For all": "Für alle",
    "As of": "Stand:",
    ", looked after by": ", gepflegt von",
    "Did this help?": "Hat das geholfen?",
    "Yes, it did": "Ja",
    "No, I need a person": "Nein, ich brauche einen Menschen",
    "Your name is not kept with it.": "Ihr Name wird dabei nicht behalten.",
    "We note that you read this page: you said we may.": (
        "Wir halten fest, dass Sie diese Seite lesen: Sie haben es erlaubt."
    ),
    "Stop it": "Beenden",
    "We tell you once, when it is fixed.": "Wir sagen Ihnen einmal Bescheid, wenn es behoben ist.",
    "We tell you nothing about it any more.": "Wir sagen Ihnen dazu nichts mehr.",
    "Thank you, you are counted. We tell you once, when it is fixed.": (
        "Danke, Sie sind gezählt. Wir sagen Ihnen einmal Bescheid, wenn es behoben ist."
    ),
    "Thank you. Good to know.": "Danke. Gut zu wissen.",
    "Thank you, we look at it. Tell us what you need, and a person helps.": (
        "Danke, wir sehen es uns an. Sagen Sie uns, was Sie brauchen, und ein Mensch hilft."
    ),
}
