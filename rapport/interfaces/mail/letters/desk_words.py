"""What letters about a request say around the words of people, in each language they speak."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.foundation.languages import worded


@dataclass(frozen=True)
class DeskWords:
    """The sentences of one language; what is in braces is filled in."""

    hello: str
    hello_nobody: str
    understood: str
    agent_has_it: str
    person_reads: str
    named_address: str
    named_subject: str
    read_when_here: str
    estimate: str
    known: str
    try_now: str
    how_to_add: str
    was_it_you: str
    it_was_me: str
    why_wrote: str
    why_time: str
    why: str
    page: str
    earlier: str
    done_by: str
    word_by: str
    closing: str
    three_questions: str
    questions: str
    late: str
    told_solve: str
    told_answer: str
    told_word: str
    told: str
    longer: str
    passed_aim: str
    passed_promise: str
    no_new_time: str
    agent_writes: str
    somebody_writes: str
    back: str


ENGLISH = DeskWords(
    hello="Hello {first},",
    hello_nobody="Hello,",
    understood="We have your message “{subject}”. {reader}",
    agent_has_it="{agent} has it.",
    person_reads="A person will read it.",
    named_address="We have a request that names this address. It is {key}. {reader}",
    named_subject="Your request {key}",
    read_when_here="We read it as soon as we are here.",
    estimate="It is an estimate, not a promise.",
    known="We know of this: {title}",
    try_now="What you can try now: {title}",
    how_to_add="To add something, answer this mail. It all stays together.",
    was_it_you="Was it you who wrote this on our page? Press the button, and the request stands among yours. "
    "Was it not you? Then leave it: nobody but us sees it.",
    it_was_me="Yes, it was me",
    why_wrote="You get this because you wrote to {desk}. Your request is {key}.",
    why_time="You get this because {desk} gave you a time. Your request is {key}.",
    why="Your request is {key}.",
    page="See it on its page",
    earlier="earlier",
    done_by="It is done by {by}.",
    word_by="You hear from us again by {by}.",
    closing="With this we think it is done. If it is not, answer this mail and it goes on.",
    three_questions="Three short questions, one tap each: do we know each other better, do we know you better, "
    "did we understand each other?",
    questions="Three short questions",
    late="It may take longer than we told you.",
    told_solve="We told you that we aim to have it done by {by}.",
    told_answer="We told you that we aim to answer by {by}.",
    told_word="We told you that you hear from us again by {by}.",
    told="We told you “{text}”, by {by}.",
    longer="It may take longer than that, and you should know before and not after.",
    passed_aim="That time has passed. We are sorry.",
    passed_promise="That time has passed and we have not kept it. We are sorry.",
    no_new_time="We cannot name a new time yet.",
    agent_writes="{agent} has your request and writes to you as soon as there is news.",
    somebody_writes="An agent writes to you as soon as there is news.",
    back="We are back on {at}.",
)
GERMAN = DeskWords(
    hello="Guten Tag {name},",
    hello_nobody="Guten Tag,",
    understood="Ihre Nachricht „{subject}“ ist bei uns angekommen. {reader}",
    agent_has_it="{agent} kümmert sich darum.",
    person_reads="Ein Mensch wird sie lesen.",
    named_address="zu dieser Adresse liegt uns ein Anliegen vor. Es hat die Nummer {key}. Ein Mensch wird es lesen.",
    named_subject="Ihr Anliegen {key}",
    read_when_here="Wir lesen sie, sobald wir da sind.",
    estimate="Das ist eine Schätzung, keine Zusage.",
    known="Das ist uns bekannt: {title}",
    try_now="Das können Sie jetzt schon versuchen: {title}",
    how_to_add="Möchten Sie etwas ergänzen? Antworten Sie einfach auf diese Mail; so bleibt alles beisammen.",
    was_it_you="Haben Sie das auf unserer Seite geschrieben? Dann drücken Sie bitte auf die Schaltfläche, und das "
    "Anliegen steht bei Ihren. Waren Sie es nicht? Dann brauchen Sie nichts zu tun: Niemand außer uns sieht es.",
    it_was_me="Ja, das war ich",
    why_wrote="Sie bekommen dies, weil Sie an {desk} geschrieben haben. Ihr Anliegen hat die Nummer {key}.",
    why_time="Sie bekommen dies, weil {desk} Ihnen einen Zeitpunkt genannt hat. Ihr Anliegen hat die Nummer {key}.",
    why="Ihr Anliegen hat die Nummer {key}.",
    page="Zur Seite Ihres Anliegens",
    earlier="zuvor",
    done_by="Bis {by} ist es erledigt.",
    word_by="Sie hören bis {by} wieder von uns.",
    closing="Damit ist es aus unserer Sicht erledigt. Falls nicht, antworten Sie einfach auf diese Mail, und es geht "
    "weiter.",
    three_questions="Drei kurze Fragen, je einmal tippen: Kennen wir einander besser, kennen wir Ihre Arbeit besser, "
    "haben wir einander verstanden?",
    questions="Drei kurze Fragen",
    late="Es kann länger dauern, als wir Ihnen gesagt haben.",
    told_solve="Wir hatten Ihnen gesagt, dass wir es bis {by} erledigen möchten.",
    told_answer="Wir hatten Ihnen gesagt, dass wir Ihnen bis {by} antworten möchten.",
    told_word="Wir hatten Ihnen gesagt, dass Sie bis {by} wieder von uns hören.",
    told="Wir hatten Ihnen gesagt: „{text}“, bis {by}.",
    longer="Es kann länger dauern, und das sollen Sie vorher wissen und nicht erst danach.",
    passed_aim="Dieser Zeitpunkt ist verstrichen. Das tut uns leid.",
    passed_promise="Dieser Zeitpunkt ist verstrichen, und wir haben unser Wort nicht gehalten. Das tut uns leid.",
    no_new_time="Einen neuen Zeitpunkt können wir noch nicht nennen.",
    agent_writes="{agent} kümmert sich um Ihr Anliegen und schreibt Ihnen, sobald es etwas Neues gibt.",
    somebody_writes="Jemand aus dem Team schreibt Ihnen, sobald es etwas Neues gibt.",
    back="Ab {at} sind wir wieder da.",
)
SPOKEN = {"en": ENGLISH, "de": GERMAN}


def words_in(language: str) -> DeskWords:
    """The words in a language, English where there are none."""
    return SPOKEN[worded(language)]


def greeting(language: str, name: str) -> str:
    """To whom, where a name is known; an address is none. Every letter to a customer begins so.

    >>> greeting("en", "Marta Kolb"), greeting("de-AT", "Marta Kolb"), greeting("de", "marta@example.org")
    ('Hello Marta,', 'Guten Tag Marta Kolb,', 'Guten Tag,')
    """
    said, named = words_in(language), " ".join(name.split())
    first = named.partition(" ")[0]
    return said.hello.format(first=first, name=named) if first and "@" not in named else said.hello_nobody
