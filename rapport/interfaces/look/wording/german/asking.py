"""What do you need? The first page, its form and its slips, in German."""

PAGES = ("home", "sent", "suggest")
SAID = {
    "The same as a list": "Dasselbe als Liste",
    "When": "Wann",
    "Who": "Wer",
    "What": "Was",
    "Planned": "Geplant",
    "Thanks": "Dank",
    "Idea": "Idee",
    "Idea delivered": "Idee umgesetzt",
    "What do you need?": "Was brauchen Sie?",
    "Known now": "Derzeit bekannt",
    "My requests": "Meine Anliegen",
    "open.": "offen.",
    "promised by": "zugesagt bis",
    "about": "etwa",
    "No date yet": "Noch kein Termin",
    "Nothing is open between us. When you need something, it stands here until it is done.": (
        "Zwischen uns ist nichts offen. Wenn Sie etwas brauchen, steht es hier, bis es erledigt ist."
    ),
    "What we know about each other": "Was wir voneinander wissen",
    "Say it the way you would say it.": "Sagen Sie es so, wie Sie es sagen würden.",
    "What we find appears below while you type.": "Was wir finden, erscheint unten, während Sie tippen.",
    "Arrow down to look, Enter to open.": "Pfeil nach unten zum Ansehen, Eingabetaste zum Öffnen.",
    "What may help": "Was vielleicht hilft",
    "Add files or a picture of the screen": "Dateien oder ein Bild vom Bildschirm anfügen",
    "Drop them here, or paste a picture.": "Ziehen Sie sie hierher, oder fügen Sie ein Bild ein.",
    "Send it to us": "An uns senden",
    "No password. You see at once what to expect; a mail asks later whether it was you.": (
        "Ohne Passwort. Sie sehen sofort, womit Sie rechnen können; eine Mail fragt später, ob Sie es waren."
    ),
    "You see at once who has it and what to expect.": (
        "Sie sehen sofort, wer sich darum kümmert und womit Sie rechnen können."
    ),
    "What you typed is kept on this device until it is sent.": (
        "Was Sie getippt haben, bleibt auf diesem Gerät, bis es gesendet ist."
    ),
    "Say in a few words what you need.": "Bitte sagen Sie in wenigen Worten, was Sie brauchen.",
    "What is it about?": "Worum geht es?",
    "I am not sure": "Ich bin nicht sicher",
    "Files or pictures": "Dateien oder Bilder",
    "Your name": "Ihr Name",
    "Your mail address": "Ihre Mailadresse",
    "Write your name, so that we know whom we answer.": (
        "Bitte nennen Sie Ihren Namen, damit wir wissen, wem wir antworten."
    ),
    "Write where we may answer.": "Bitte schreiben Sie, wohin wir antworten dürfen.",
    "That is not a mail address yet.": "Das ist noch keine Mailadresse.",
    "“{name}” is needed. Nothing was sent.": "„{name}“ wird gebraucht. Es wurde nichts gesendet.",
    "Not kept: {names}. ": "Nicht behalten: {names}. ",
    "“{name}”": "„{name}“",
    "It was left out; your text and the other files are kept.": (
        "Die Datei wurde weggelassen; Ihr Text und die anderen Dateien sind noch da."
    ),
    "Nothing was sent; your text is kept. Please choose the files once more.": (
        "Es wurde nichts gesendet; Ihr Text ist noch da. Bitte wählen Sie die Dateien noch einmal aus."
    ),
    "“{name}” does not fit: it has {size} MB, and a file may have {limit} MB at most.": (
        "„{name}“ passt nicht: Die Datei hat {size} MB, und eine Datei darf höchstens {limit} MB haben."
    ),
    "“{name}” does not fit: {limit} files may come along at most.": (
        "„{name}“ passt nicht: Höchstens {limit} Dateien können mitkommen."
    ),
    "“{name}” does not fit: with it the files have {size} MB, and together they may have {limit} MB at most.": (
        "„{name}“ passt nicht: Damit haben die Dateien {size} MB, und zusammen dürfen sie höchstens {limit} MB haben."
    ),
    "The same is true of {many} more.": "Dasselbe gilt für {many} weitere.",
    "{most} files at most": "Höchstens {most} Dateien",
    "each of {size} MB at most": "jede mit höchstens {size} MB",
    "together {size} MB": "zusammen {size} MB",
    "That is a lot in one hour": "Das ist viel für eine Stunde",
    "Thirty requests have come from you within the hour.": (
        "In dieser Stunde sind dreißig Anliegen von Ihnen gekommen."
    ),
    "Many requests have come from your network within the hour.": (
        "In dieser Stunde sind viele Anliegen aus Ihrem Netz gekommen."
    ),
    "Several requests have come for this address within the hour.": (
        "In dieser Stunde sind mehrere Anliegen für diese Adresse gekommen."
    ),
    "All before this one reached us. This one was not sent; your browser still has its text when you go back.": (
        "Alle davor sind bei uns. Dieses wurde nicht gesendet; Ihr Browser hat den Text noch, wenn Sie zurückgehen."
    ),
    "Back to the start": "Zurück zum Anfang",
    "Nobody can read it here yet": "Hier kann es noch niemand lesen",
    "No mailbox is connected to this desk.": "Hier ist noch kein Postfach verbunden.",
    "Nothing was sent. Your browser still has your text when you go back.": (
        "Es wurde nichts gesendet. Ihr Browser hat Ihren Text noch, wenn Sie zurückgehen."
    ),
    "To the start page": "Zur Startseite",
    "You sent this before, and it reached us once. Here it is.": (
        "Das haben Sie schon einmal gesendet, und es ist einmal bei uns angekommen. Hier ist es."
    ),
    "Before we send it": "Bevor wir es senden",
    "Does one of these help?": "Hilft eines davon?",
    "A little more, and we can begin": "Noch etwas, und wir können anfangen",
    "You wrote:": "Sie haben geschrieben:",
    ". Nothing is sent yet.": ". Noch ist nichts gesendet.",
    "Not kept:": "Nicht behalten:",
    ". Files cannot come along to this page; please add them once more.": (
        ". Dateien können nicht auf diese Seite mitkommen; bitte fügen Sie sie noch einmal an."
    ),
    "None of these. Send it to us": "Nichts davon. An uns senden",
    "A person reads it, and you see at once what to expect.": (
        "Ein Mensch liest es, und Sie sehen sofort, womit Sie rechnen können."
    ),
    "Help page": "Hilfeseite",
    "Your request": "Ihr Anliegen",
    "It is open, and {who} has it. Add to it there.": (
        "Es ist offen, und {who} kümmert sich darum. Ergänzen Sie es dort."
    ),
    "One thing may help": "Eines hilft vielleicht",
    "{many} things may help": "{many} Dinge helfen vielleicht",
    " Also looked for {words}.": " Auch gesucht: {words}.",
    "We have it": "Es ist bei uns",
    "reads “": "liest „",
    "It is an estimate, not a promise.": "Das ist eine Schätzung, keine Zusage.",
    "Your request is": "Ihr Anliegen hat die Nummer",
    "Was it you?": "Waren Sie das?",
    "A mail is on its way to": "Eine Mail ist unterwegs an",
    (
        ". Press its button, and the request stands among yours. Until then only we see it; we work on it "
        "either way and answer there."
    ): (
        ". Drücken Sie darin auf die Schaltfläche, und das Anliegen steht bei den Ihren. Bis dahin sehen nur wir "
        "es; wir kümmern uns in jedem Fall darum und antworten dort."
    ),
    "Until then": "Bis dahin",
    "What you can try now": "Was Sie jetzt versuchen können",
    "Something else?": "Noch etwas?",
    "We read it as soon as we are here.": "Wir lesen es, sobald wir da sind.",
    "Nothing is set up yet": "Hier ist noch nichts eingerichtet",
    "Soon people ask for help here and see what becomes of it.": (
        "Bald bitten hier Menschen um Hilfe und sehen, was daraus wird."
    ),
    "There is nobody to sign in yet.": "Noch gibt es niemanden, der sich anmelden kann.",
    "The next step": "Der nächste Schritt",
    "For whoever runs this place": "Für alle, die das hier betreiben",
    "Use": "Führen Sie",
    "on the server. It prints a link that works once; its page asks for a name, a zone and the first address.": (
        "auf dem Server aus. Es gibt einen Link aus, der einmal geht; seine Seite fragt nach einem Namen, einer "
        "Zeitzone und der ersten Adresse."
    ),
    "No mailbox is connected yet. The people who run this desk can connect one in the settings.": (
        "Noch ist kein Postfach verbunden. Wer das hier betreibt, kann in den Einstellungen eines verbinden."
    ),
    "You know us?": "Sie kennen uns?",
    "Sign in by mail": "Per Mail anmelden",
    ": no password, and you see all your requests.": ": ohne Passwort, und Sie sehen alle Ihre Anliegen.",
    "Or write a mail": "Oder schreiben Sie eine Mail",
    "You hear from us within seconds, with an honest word on how long it will take.": (
        "Sie hören in Sekunden von uns, mit einem ehrlichen Wort dazu, wie lange es dauert."
    ),
    "What was promised, what came of it, and what people said:": (
        "Was zugesagt wurde, was daraus wurde und was Menschen gesagt haben:"
    ),
    "the results": "die Ergebnisse",
    ", open to anyone.": ", offen für alle.",
    "What you did is above the line, what we did below. Filled was planned.": (
        "Was Sie getan haben, steht über der Linie, was wir getan haben, darunter. Ausgefüllt heißt geplant."
    ),
}
