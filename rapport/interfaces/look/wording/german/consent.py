"""What is theirs to say: whether we may ask them, and which addresses are theirs, in German."""

PAGES = ("being_asked", "addresses", "remove_address")
SAID = {
    "Being asked": "Gefragt werden",
    "You asked us never to ask you again, and": "Sie haben uns gebeten, Sie nie wieder zu fragen, und",
    "we do not.": "wir tun es nicht.",
    "Now and then we draw a few people by lot and ask what they think of us.": (
        "Ab und zu losen wir ein paar Menschen aus und fragen, was sie von uns halten."
    ),
    "You may be among them.": "Sie können dabei sein.",
    "Since": "Seit",
    "Yours to say": "Das entscheiden Sie",
    "Help you get as before, either way. Answers you gave are kept.": (
        "Hilfe bekommen Sie so oder so wie bisher. Antworten, die Sie gegeben haben, bleiben."
    ),
    "You may ask me again": "Sie dürfen mich wieder fragen",
    "Never ask me again": "Nie wieder fragen",
    "You may be asked again.": "Wir dürfen Sie wieder fragen.",
    "We will not ask you again.": "Wir fragen Sie nicht wieder.",
    "Your addresses": "Ihre Adressen",
    "Write to us from any of these and": "Schreiben Sie uns von einer davon, und",
    "we know it is you.": "wir wissen, dass Sie es sind.",
    "Known": "Bekannt",
    "confirmed": "bestätigt",
    "not confirmed": "nicht bestätigt",
    "Remove": "Entfernen",
    "Add one": "Eine hinzufügen",
    "It stands here once you have confirmed it": "Sie steht hier, sobald Sie sie bestätigt haben",
    "Send me a mail there": "Eine Mail dorthin senden",
    "One more address": "Noch eine Adresse",
    "Write an address first.": "Bitte schreiben Sie zuerst eine Adresse.",
    "A mail is on its way there. By its link you tell us that the address is yours.": (
        "Eine Mail ist dorthin unterwegs. Mit ihrem Link sagen Sie uns, dass die Adresse Ihnen gehört."
    ),
}
