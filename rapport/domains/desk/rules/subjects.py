"""What a mail was about: read from its first lines where nobody could read it, and whether it only says who is away."""

from __future__ import annotations

import re
from email.header import decode_header, make_header

from rapport.foundation.text import fold

SUBJECT = re.compile(rb"^subject:[ \t]*([^\r\n]{0,998}(?:\r?\n[ \t][^\r\n]{0,998}){0,4})", re.IGNORECASE | re.MULTILINE)

_AWAY = (
    *("Automatic reply", "Auto reply", "Auto-reply", "Autoreply", "Auto response", "Auto-response", "Autoresponse"),
    *(
        "Out of office",
        "Out of office autoreply",
        "Out of office auto reply",
        "Out of office reply",
        "Out-of-office",
        "OOO",
    ),
    *("Automatische Antwort", "Abwesenheitsnotiz", "Automatische Abwesenheitsnotiz", "Abwesenheitsbenachrichtigung"),
    *("Réponse automatique", "Absence du bureau", "Absent du bureau", "Message d'absence"),
    *("Respuesta automática", "Fuera de la oficina", "Risposta automatica", "Fuori sede", "Fuori ufficio"),
    *("Resposta automática", "Ausência do escritório", "Automatisch antwoord", "Afwezigheidsbericht", "Autosvar"),
    *("Automatiskt svar", "Automatisk svar", "Automaattinen vastaus", "Poissaoloviesti", "Otomatik yanıt"),
    *("Automatyczna odpowiedź", "Odpowiedź automatyczna", "Automatická odpověď", "Automatikus válasz"),
    *(
        "Автоматический ответ",
        "Автоответ",
        "Автоматична відповідь",
        "自動応答",
        "自動返信",
        "自动答复",
        "自动回复",
        "自動回覆",
    ),
)
_PHRASES = "|".join(re.escape(fold(one)) for one in _AWAY)
_SAYS_AWAY = re.compile(rf"\s*(?:\[[^\]]{{1,30}}\]\s*){{0,3}}(?:{_PHRASES})\s*(?:[:：]|[.!]?\s*\Z|re:)")


def says_away(subject: str) -> bool:
    """Is the subject one that mail programs give to a note of absence? A sentence about such a note is none.

    >>> [says_away(one) for one in ("Automatische Antwort: Re: VPN", "[EXT] Out of Office", "自动回复: VPN")]
    [True, True, True]
    >>> [says_away(one) for one in ("Abwesenheitsnotiz geht an alle", "Re: Out of office", "Auto reply is broken")]
    [False, False, False]
    """
    return _SAYS_AWAY.match(fold(subject)) is not None


def subject_of(beginning: bytes) -> str:
    """The subject as far as it can be told, from the first lines of a mail that could not be read.

    >>> subject_of(b"From: a@b.example\\r\\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\\r\\n\\r\\nSubject: no")
    'Grüße'
    """
    head = re.split(rb"\r?\n\r?\n", beginning, maxsplit=1)[0]
    found = SUBJECT.search(head)
    if found is None:
        return ""
    said = " ".join(found[1].decode("utf-8", "replace").split())
    try:
        return str(make_header(decode_header(said)))[:200]
    except (ValueError, LookupError):
        return said[:200]
