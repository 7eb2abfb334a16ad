"""What people write about and how they are answered, by service; written by hand, filled in by the tickets."""

# ruff: noqa: E501 - what people say stays on one line each

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """One sort of ticket: what they write, what we ask back, what they reply, how it ends."""

    kind: str
    hours: float
    subjects: tuple[str, ...]
    opening: tuple[str, ...]
    ask: tuple[str, ...]
    reply: tuple[str, ...]
    ending: tuple[str, ...]
    language: str = "en"
    visit: bool = False
    weight: int = 4


TABLETS = (
    Topic(
        "incident", 6,
        ("Tablet stays black", "The crane tablet went black again", "Tablet does not switch on"),
        ("The tablet at {place} stays black this morning. It was on the charger all night.",
         "Our tablet went black during the safety round and does not come back. We share it between six people.",
         "Same tablet as last month, black again. We write the day sheets by hand now."),
        ("Does the small light beside the plug come on when you connect it? And which number is on the back?",
         "Please hold the button for twenty seconds. Does it buzz?"),
        ("No light. Number on the back is TB-{number}.", "It buzzed once, then nothing. TB-{number}.",
         "Now it shows a battery with a line through it. TB-{number}."),
        ("It was the charging plug. Sanna left a new one with the foreman and took the old tablet along.",
         "The battery is gone. A spare one with your day sheets on it is in the site box since this afternoon.",
         "It is back. We changed the battery and set it to sleep at night so that it lasts the shift."),
        visit=True, weight=8,
    ),
    Topic(
        "incident", 5,
        ("Plotter prints half a sheet", "Plotter cannot be reached", "Lines on every plan"),
        ("The plotter prints only the left half of the A1 sheets. The crew stands around it and waits.",
         "Since the move the plotter cannot be reached from any tablet.",
         "Every plan has a white line through it. The inspector will not take it like this."),
        ("Is it the same from the laptop in the office? And what does the small screen say?",
         "Did anybody change the roll since yesterday?"),
        ("Same from the laptop. The screen says ready.", "Yes, a new roll this morning, and since then it does this.",
         "It says 'load media', but there is a full roll in it."),
        ("The roll was one size too small for what the driver expected. It prints whole sheets again.",
         "The plotter had a new address after the move. All tablets at {place} know it now.",
         "We cleaned the heads on the visit and left a box of wipes beside it."),
        visit=True, weight=7,
    ),
    Topic(
        "request", 16,
        ("Two more tablets from Monday", "Tablet for a new starter", "A tablet that can stand the rain"),
        ("Two electricians start on Monday. Can they have a tablet each, set up like ours?",
         "We have a new starter at {place} next week. He needs a tablet with the day sheet.",
         "The cover of our tablet leaks. Is there one that can stand rain?"),
        ("Gladly. May I have their names, and is Monday eight o'clock early enough?",
         "Which size do you want, the one for the pocket or the one for the trailer?"),
        ("Monday at eight is fine. I send you the names on the phone.", "The large one, please. We work with gloves.",
         "The small one will do."),
        ("Both tablets leave our store today and are at {place} before Monday eight o'clock.",
         "It is on the van of Thursday. He can sign in with his badge number.",
         "The cover is on its way. If it leaks, too, tell us and we try the other make."),
        weight=5,
    ),
    Topic(
        "question", 3,
        ("Where are yesterday's day sheets?", "How do I put a photo into the day sheet?", "Can two of us share a tablet?"),
        ("I filled in the day sheet yesterday and today it is empty. Did I lose it?",
         "The inspector wants photos in the day sheet. Where do I put them?",
         "Two of us share a tablet. How do we change over without losing the page?"),
        ("Did the tablet have a signal when you saved it?", "Do you see the camera sign at the bottom of the page?",
         "Do both of you have a badge number?"),
        ("No, we were in the basement.", "Yes, now I see it.", "Yes, both of us."),
        ("It is not lost: it waited on the tablet and went out when you came up. You see it under yesterday.",
         "Tap the camera, take the photo, done. It lands under the page you have open.",
         "Tap your name at the top and choose the other one. The page stays."),
    ),
    Topic(
        "incident", 7,
        ("Tablet startet auf Polnisch", "Plotter druckt nicht mehr"),
        ("Unser Tablet startet seit heute auf Polnisch. Die halbe Mannschaft kann es nicht lesen. Bitte zurückstellen.",
         "Der Plotter am Container druckt seit der Mittagspause nicht mehr. Papier ist drin, Strom ist da."),
        ("Danke für die Nachricht. Welche Nummer steht hinten auf dem Gerät?",),
        ("TB-{number} steht drauf.", "Nummer {number}. Wir brauchen ihn morgen früh."),
        ("Ist umgestellt. Bitte das Tablet einmal aus- und wieder einschalten, dann ist es deutsch.",
         "Der Plotter druckt wieder. Es war das Kabel hinter dem Schrank."),
        language="de", weight=10,
    ),
    Topic(
        "question", 4,
        ("Tablet po polsku", "Klawiatura na tablecie"),
        ("Dzień dobry, czy można ustawić tablet na język polski? Połowa brygady nie czyta po niemiecku.",
         "Klawiatura na tablecie nie ma polskich liter. Czy można to zmienić?"),
        ("Dzień dobry! Który numer jest z tyłu tabletu?",),
        ("Numer TB-{number}.",),
        ("Gotowe. Proszę raz wyłączyć i włączyć tablet, wtedy będzie po polsku.",),
        language="pl", weight=10,
    ),
)  # fmt: skip

LINES = (
    Topic(
        "incident", 5,
        ("No network in the trailer", "The line dies whenever the crane turns", "Mobile line very slow"),
        ("No network in the trailer since six. Forty people cannot sign in to the site.",
         "The line dies whenever the crane turns towards us, I am not joking.",
         "The mobile line is so slow that the day sheets do not go out. One bar at best."),
        ("Is the light on the grey box green, yellow or red?", "Which colour is the light when it dies?",
         "Is it the same on the phone, without the grey box?"),
        ("Red, then nothing.", "Yellow. It was green yesterday.", "On the phone it is just as bad."),
        ("The carrier had a weak mast near {place}. It is repaired since this afternoon; your light should be green.",
         "We turned the antenna away from the crane and moved it up by two metres. Four bars now.",
         "We put in a card of the other carrier. It is faster at {place}, we measured both."),
        visit=True, weight=9,
    ),
    Topic(
        "incident", 3,
        ("Router asks for a code", "Nobody can print from the trailer", "Guests cannot use the line"),
        ("The grey box wants a code since the power cut. We do not have one.",
         "After the power cut nobody can print from the trailer.",
         "The surveyors cannot get on the guest line. It says full."),
        ("Do you see a sticker with four numbers under the box?", "Do you see a sticker with four numbers under the box?",
         "How many are you today?"),
        ("Yes, {number}. And now?", "The sticker is gone.", "About forty, with the surveyors."),
        ("Type these four and press OK. I stay on the phone until it is green.",
         "I sent the code to your phone. It will not ask again.",
         "The guest line holds forty now instead of ten."),
    ),
    Topic(
        "request", 20,
        ("Line for the second trailer", "Signal test before the trailer comes", "Take the line down at the end of the month"),
        ("We get a second trailer at {place}. Can the line reach it?",
         "Could somebody test the signal before the trailer arrives? Last time we moved it twice.",
         "We hand over the site at the end of the month. Please take the line down then, not before."),
        ("How far is it from the first one, roughly, and is there metal between?", "Which day is it?"),
        ("Thirty metres, and a wall of containers between.", "Thursday next week, early.", "The last day is a Friday."),
        ("A second box is in the van; it stands on the roof of the first trailer from Thursday on.",
         "Sanna measures on Tuesday at nine and marks the spot with paint. No trailer needs to move.",
         "Noted: the line stays until the Friday at five. We collect the box on Monday."),
        visit=True,
    ),
    Topic(
        "incident", 6,
        ("Kein Netz im Container", "Router blinkt rot"),
        ("Seit heute früh kein Netz im Container. Wir können niemanden anmelden.",
         "Der graue Kasten blinkt rot, neu starten hilft nicht."),
        ("Blinkt er langsam oder schnell?",),
        ("Langsam.", "Schnell, etwa zweimal in der Sekunde."),
        ("Die Karte war gesperrt, jetzt ist sie wieder frei. Es sollte grün leuchten.",
         "Der Mast war gestört und ist repariert. Bitte den Kasten einmal aus- und einschalten."),
        language="de", weight=10,
    ),
)  # fmt: skip

BADGES = (
    Topic(
        "request", 10,
        ("New badges for the crew", "Badge for a new colleague", "Lost my badge"),
        ("We need {few} badges for people who start on Monday. The names are below.",
         "A new colleague starts at {place}. Please make a badge for the gate and the trailer.",
         "Lost my badge on the scaffold. Please block it and make a new one."),
        ("May they open the store, too, or only gate and trailer?", "May she open the store, too?", "Since when is it lost?"),
        ("Only gate and trailer.", "The store, too, please. She counts the tools.", "Since yesterday noon."),
        ("They lie at the gate with your name on the envelope.", "It lies at the gate, with her name on the envelope.",
         "The old badge is blocked. The new one is at the gate."),
        weight=6,
    ),
    Topic(
        "incident", 5,
        ("Door reader does not know the new badges", "Gate stays shut", "Door opens for nobody"),
        ("The reader at the trailer does not know the new badges. The old ones work.",
         "The gate does not open for anybody since the rain. The lorries wait in the street.",
         "The door to the stairs opens for nobody. We use the other one, but it is a long way."),
        ("Does the reader blink when you hold a badge to it?",),
        ("It blinks red, twice.", "No light at all."),
        ("The reader had lost its line and learned the badges again. All of them work.",
         "Water was in the reader. Hugo changed it on the visit and put a small roof over it."),
        visit=True,
    ),
)  # fmt: skip

DRAWINGS = (
    Topic(
        "incident", 30,
        ("Drawings open slowly on site", "Drawing takes four minutes to open", "Wrong version of a drawing"),
        ("A drawing takes four minutes on the tablet. In the office it takes ten seconds.",
         "Drawings open slowly at {place} since the new store. The crew prints everything to be safe.",
         "The tablet shows last week's drawing. We nearly cut the wrong opening."),
        ("Which drawing is it, so that I can try the same one?", "Is it slow at seven, or the whole day?",
         "Which sheet is it?"),
        ("Sheet E-{number}. All of the E sheets, really.", "Worst between seven and eight, when everybody opens them.",
         "Sheet E-{number}, the one of the third floor."),
        ("The big sheets now come to the trailer at night. In the morning they open in ten seconds.",
         "We cannot make it faster before the new line is in. Until then we print the E sheets for you every evening.",
         "The store kept an old copy. We cleared it and it asks for the newest version each time now."),
        weight=6,
    ),
    Topic(
        "request", 12,
        ("Access to the drawings of another site", "Folder for the subcontractor"),
        ("I help out at {other} from Monday and need their drawings.",
         "Our subcontractor needs to see two of the folders, not more."),
        ("Until when do you need it?",),
        ("Until the end of next month.", "Three weeks will do."),
        ("You have it from Monday until the end of next month. It ends by itself.",
         "They see the two folders and nothing else. I tried it with their account."),
    ),
)  # fmt: skip

ON_SITE = {
    "Tablets and plotters": TABLETS,
    "Mobile lines": LINES,
    "Doors and badges": BADGES,
    "Drawing store": DRAWINGS,
}
