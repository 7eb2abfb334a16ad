"""What people in offices and the citizens of Merrow write about, by service."""

# ruff: noqa: E501 - what people say stays on one line each

from __future__ import annotations

from rapport.interfaces.cli.demo.topics import Topic

ACCOUNTS = (
    Topic(
        "incident", 1.5,
        ("Cannot sign in", "Password does not work after the holidays", "The code never arrives"),
        ("I cannot sign in this morning. It says my password has ended, but shows no way to change it.",
         "Back from three weeks away and my password does not work any more.",
         "The code for signing in never arrives on my phone. I have a new phone."),
        ("Do you see the page with the blue or with the white background?",),
        ("The white one.", "Blue. And it asks for a code."),
        ("You can choose a new password now; the link went to the address of your team lead.",
         "It was locked after five tries. It is open again, take your time.",
         "Your new phone is known. The next code arrives there."),
        weight=8,
    ),
    Topic(
        "request", 9,
        ("New starter on the first", "Access to the purchasing folder", "Close the account of a leaver"),
        ("A new colleague starts on the first. She needs mail, the calendar and the purchasing folder.",
         "I took over purchasing from Anna and need her folder.",
         "Our student leaves on Friday. Please close her account that evening."),
        ("Who says yes to the folder on your side?",),
        ("That is me, I lead the group.", "Ruth Adeyemi does. I copied her in."),
        ("Everything is ready for the first; the first password lies with you in an envelope.",
         "You can open the folder now. You may need to sign out and in once.",
         "It closes on Friday at six. Her files go to your folder 'handed over'."),
        weight=6,
    ),
    Topic(
        "question", 2,
        ("May I use the printer on the third floor?", "What is the second factor?", "Who can see my calendar?"),
        ("We moved to the third floor. Which printer is ours now?",
         "I got a letter about a second factor. What do I have to do, in plain words?",
         "Can everybody see what is in my calendar?"),
        ("Which room are you in?", "Do you have the letter at hand?", "Do you mean your group or everybody?"),
        ("Room {number}.", "Yes, it lies in front of me.", "Everybody."),
        ("It is the one beside the kitchen. I added it for you.",
         "One thing: put the app on your phone and scan the square on page two. I am glad to do it with you by phone.",
         "They see when you are busy, not what it is."),
    ),
)  # fmt: skip

ESTIMATING = (
    Topic(
        "incident", 8,
        ("Estimating tool stops at the last page", "Prices are from last year", "Bid cannot be saved"),
        ("The estimating tool stops on the last page and my bid is gone. It is due at noon.",
         "The copper prices in the tool are from last year. Is that on purpose?",
         "I cannot save the bid. It says somebody else has it open, but I am alone here."),
        ("Which bid number, please? I look for the copy it keeps.", "Since when do you see this?"),
        ("Bid {number}.", "Since the update on Monday."),
        ("I found the copy of ten past eleven and put it back. The tool saves every five minutes from today.",
         "The price list had stopped in spring. The new one is in; please calculate bid {number} once more.",
         "It was locked by your own laptop at home. It is free again."),
        weight=6,
    ),
    Topic(
        "question", 5,
        ("How do I copy an old bid?", "Can the tool make two offers from one drawing?"),
        ("Is there a way to copy an old bid and change only the quantities?",
         "The client wants two offers from one drawing. Do I have to do everything twice?"),
        ("Do you want the old prices or today's prices in it?",),
        ("Today's, of course.",),
        ("Open the old one, choose 'As new', and it takes today's prices. I wrote it down for everybody as a help page.",
         "No. Choose 'Variant' at the top; only what differs is asked again."),
    ),
)  # fmt: skip

MAIL = (
    Topic(
        "incident", 3,
        ("Mail to one client comes back", "Calendar shows the wrong hour", "No mail since this morning"),
        ("Everything I send to one client comes back. To others it works.",
         "My calendar shows every meeting one hour late since the weekend.",
         "No mail since eight. My colleague next to me gets hers."),
        ("Could you send me the first lines of what comes back?", "Is it the same on the phone?"),
        ("It says 'mailbox full', but they say it is not.", "On the phone it is right.", "Nothing on the phone either."),
        ("Their server had closed its door to us by mistake. It is open; please send the last one again.",
         "Your laptop thought it was still summer. It is right now.",
         "A rule had put everything into a folder named 'x'. It is back in your inbox."),
        weight=6,
    ),
    Topic(
        "request", 6,
        ("List for the project group", "A box for the whole group", "Out of office for a colleague"),
        ("Can we have a list for the nine people of our project?",
         "We would like one address for the whole group, so that nobody waits when I am away.",
         "A colleague fell ill. Can you write an out of office for him?"),
        ("Who may write to it, only you or clients, too?", "May clients write to it, too?",
         "Until when, as far as you know?"),
        ("Clients, too.", "Only us.", "Two weeks, they say."),
        ("The list is there; you can add and remove people yourself.",
         "The box is there and all of you see it. I left a short note on how to say who takes what.",
         "It is on, with your name as the one to ask. Get well soon to him."),
    ),
    Topic(
        "incident", 4,
        ("Keine Mails seit heute früh", "Kalender zeigt die falsche Stunde"),
        ("Seit acht Uhr kommt bei mir keine Mail mehr an, bei der Kollegin schon.",
         "Mein Kalender zeigt seit dem Wochenende alles eine Stunde zu spät."),
        ("Ist es auf dem Telefon genauso?",),
        ("Auf dem Telefon stimmt es.", "Ja, dort auch."),
        ("Eine Regel hatte alles in einen anderen Ordner gelegt. Die Mails sind wieder im Eingang.",
         "Der Rechner war noch auf Sommerzeit. Jetzt stimmt es."),
        language="de", weight=10,
    ),
)  # fmt: skip

PERMITS = (
    Topic(
        "incident", 4,
        ("The form loses my drawing", "Page 4 of the permit form does not go on", "Payment went through, permit still says unpaid"),
        ("I filled in the permit form for my garden shed. On page 4 it loses the drawing, three times now.",
         "The button on page 4 stays grey and does not say why.",
         "I paid for my permit yesterday. The page still says unpaid."),
        ("What sort of file is the drawing, and how large?", "Are you on a phone or a computer?",
         "May I have the number on the receipt?"),
        ("A photo, 14 megabytes.", "On my phone. I do not have a computer.", "The receipt has the number {number}."),
        ("Photos up to 30 megabytes are taken now; yours was too large and the page did not say so. Sorry for that.",
         "A date was missing on page 2. The page now says which one instead of staying grey.",
         "The bank told us overnight. Your permit says paid since eight this morning."),
        weight=8,
    ),
    Topic(
        "question", 5,
        ("How long does a permit take?", "Which form for a roof window?", "Can my neighbour see my application?"),
        ("How long does it take until I hear about my application? I would like to order the wood.",
         "Do I need form A or B for a roof window?",
         "My neighbour asked about my plans. Can she see my application on your page?"),
        ("May I have the number of your application?",),
        ("It is BP-{number}.",),
        ("Eight in ten like yours were decided within three weeks. You get a letter either way.",
         "Form B, and only its first two pages. I have put a note beside the choice, because others asked, too.",
         "No. She sees that there is one, once it is decided, and nothing of what is in it."),
        weight=6,
    ),
    Topic(
        "complaint", 9,
        ("Third letter asking for the same paper", "Sent from one office to the next"),
        ("This is the third letter that asks me for the same paper. I sent it twice.",
         "The town hall says you, you say the town hall. Who has my application?"),
        ("I am sorry. I have your application open and look for the paper now. When did you send it?",),
        ("On the 3rd and again on the 17th.", "Two weeks ago, by the page."),
        ("Both are here; they were filed under your street. No further letter will come, and the clock started on the 3rd.",
         "It lies with Mrs Hale at the town hall. I called her; she writes to you by Friday."),
    ),
    Topic(
        "praise", 1,
        ("Thank you", "That was quick"),
        ("I just wanted to say that the new page is much better. Seven minutes, from the sofa.",
         "Your colleague called me back as he said. Thank you."),
        ("That is good to read. Was anything still in your way?",),
        ("The word 'parcel'. I thought of the post.",),
        ("We pass it on to the colleagues. The word 'parcel' is now 'piece of land'.",
         "Thank you. It will hang in our kitchen."),
        weight=2,
    ),
)  # fmt: skip

IN_OFFICE = {"Accounts and access": ACCOUNTS, "Estimating tool": ESTIMATING, "Mail": MAIL, "Permits online": PERMITS}

GREETING = {
    "en": ("Good morning {first},", "Hello {first},", "{first},"),
    "de": ("Guten Tag {first},", "Hallo {first},"),
    "pl": ("Dzień dobry,",),
}
FIRST_WORD = {
    "en": ("thank you for telling us. I have it and look at it now.", "I have taken this on and come back to you {when}.",
           "sorry about that. I am on it."),
    "de": ("danke für die Nachricht, ich kümmere mich darum.", "ich habe es übernommen und melde mich."),
    "pl": ("dziękuję za wiadomość, już się tym zajmuję.",),
}  # fmt: skip
THANKS = {
    "en": ("Works. Thank you.", "Perfect, thanks!", "All good again, thank you {helper}.", "Thanks, that was quick.",
           "It works. The crew says thank you."),
    "de": ("Passt, danke.", "Läuft wieder, vielen Dank!"),
    "pl": ("Działa, dziękuję.",),
}  # fmt: skip
AGAIN = (
    "It is back, I am afraid. Same as before.", "Worked for an hour, then it started again.",
    "Sorry, but it is not gone.",
)  # fmt: skip
ONCE_MORE = (
    "I am sorry. I look at it once more, and this time at the cause.",
    "Thank you for saying so. Please leave it as it is; I come and see it.",
    "Then the part is broken, not the setting. We change it.",
)
DONE_AT_LAST = (
    "Now it is the cause that is gone, not only the fault. If it comes back, write to me by name.",
    "Changed for good. I look at it once more on Friday, without you having to ask.",
    "It was the part after all. A new one is in, and the old one is with us, so that we learn from it.",
)
ANY_NEWS = ("Any news?", "Is somebody looking at this?", "We still wait.", "Could you tell me when?")
HANDED = (
    "I take this over from {other}; he is on a visit today. May I ask once more what happened?",
    "{other} passed this on to me, because it is the line and not the tablet.",
    "This came to me from the other team. I know what was said so far.",
)
NOTES = (
    "Same fault twice in a month. If it comes back, change the whole unit.",
    "Called the carrier, case {number}. They call back.",
    "Prefers the phone, after lunch.",
    "Spare part ordered, arrives with the van.",
    "Handed over; all that was asked is in here, please do not ask again.",
)
CALLED = ("Called, explained what we found and what comes next.", "Called back, went through it together.",
          "Nobody picked up. Left word that we try again in the afternoon.")  # fmt: skip
THEY_CALLED = (
    "Called to ask how far we are.",
    "Called: it is more urgent than the mail said.",
    "Called to say what the screen shows.",
)
VISITED = ("On site, changed the part and tried it with the crew.", "On site, measured and moved the antenna.",
           "On site, found the cable crushed under the trailer.")  # fmt: skip
PLANNED = (
    ("Monthly call", "Called as planned: what cost you time this month?"),
    ("Before the next stage", "Called as planned about the next stage: power, keys, start hours."),
    ("How is the new line?", "Asked how the line does since the change. Good, except at seven."),
    ("Round on site", "Went round as planned; two covers changed before they broke."),
)
