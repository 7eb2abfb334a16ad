"""Lines that mail clients and scanners add below what was written: "Sent from my iPhone" in every language."""

from __future__ import annotations

import re
from functools import lru_cache

from rapport.interfaces.mail.reading.replies.languages import begins_with, one_of, phrases

_LONGEST = 240
_DEVICE = (
    r"(?:iphon\w*|ipad\w*|ipod|i phone|tuta mail|android|blackberry|galaxy|samsung|huawei|xiaomi|redmi|oppo|"
    r"vivo|realme|honor|pixel|"
    r"nokia|lumia|windows|phone|mobile?|mobil\w*|smartphone|smarttelefon|tablet|handy|phablet|telefon\w*|téléphone|"
    r"móvil|celular|cellulare|telefono|telefoon|telemóvel|outlook|hotmail|mail|e-?mail|posta|correo|correio|courrier|"
    r"courriel|webmail|post\b|e-post|gmail|yahoo|proton\w*|tutanota|tuta|thunderbird|sparrow|spark|airmail|k-9|"
    r"fairemail|bluemail|blue mail|nine|aqua mail|mymail|verizon|t-mobile|vodafone|orange|htc|lg|sony|xperia|aol|gmx|"
    r"web\.de|freenet|mailspring|newton|canary|superhuman|oneplus|motorola|moto|treo|palm|mac\b|macbook|apple|watch|"
    r"zimbra|roundcube|rainloop|nextcloud|telstra|zoho|hey|fastmail|icloud|gerät|appareil|dispositiv\w*|dispositif|"
    r"apparaat|enhet|enhed|laitte\w*|urządzen\w*|устройств\w*|пристро\w*|телефон\w*|смартфон\w*|мобильн\w*|мобільн\w*|"
    r"почт\w*|пошт\w*|яндекс\w*|puhelime\w*|matkapuhelime\w*|sähköposti\w*|手机|手機|携帯|スマートフォン|スマホ|"
    r"邮箱|郵件|邮件|"
    r"メール|메일|네이버|아이폰|갤럭시|휴대폰|스마트폰|"
    r"آيفون|هاتف\w*|جهاز\w*|אייפון|מכשיר\w*|נייד|κινητό|συσκευή|điện thoại|"
    r"ponsel|โทรศัพท์)"
)
_PLAIN = r"[^;!?\n]"
_LINK = r"(?:\s?[\[(<][^\])>\n]{0,220}[\])>]|\s?https?://\S{1,220})?"
_BEGINS = re.compile(
    rf"(?:{begins_with(phrases('client'))}).{{0,60}}?{_DEVICE}{_PLAIN}{{0,60}}?{_LINK}[.。\s]*$", re.IGNORECASE
)
_ENDS = re.compile(
    rf"{_PLAIN}{{0,50}}?{_DEVICE}{_PLAIN}{{0,30}}?(?:{'|'.join(map(re.escape, phrases('client_end')))})[.。!！]?$",
    re.IGNORECASE,
)
_ANY_DEVICE = re.compile(_DEVICE, re.IGNORECASE)
_OWN_WORDS = re.compile(r"sent from (?:my|a|an|the) (?:[\w'’-]+ ){0,6}[\w'’-]+\.?$", re.IGNORECASE)
_APP_WITH_LINK = re.compile(
    rf"(?:{begins_with(phrases('client'))})(?: [\w.!'’-]+){{1,5}}\s?(?:<[^>\n]{{8,220}}>|"
    rf"\(https?://[^)\n]{{4,220}}\)|https?://\S{{4,220}})\.?$",
    re.IGNORECASE,
)
_NAMED_APP = re.compile(r"Sent (?:from|with|via|using) [A-Z][\w.!-]+(?: [A-Z][\w-]+)?\.?$")
_FROM_MINE = re.compile(  # German puts the verb last and says "von meinem" in ordinary sentences as well
    r"(?:diese (?:nachricht|e-?mail) wurde )?von (?:mein\w*(?:/mein\w*)?\s|samsung).{1,80}"
    r"(?:gesendet|verschickt|geschickt|versendet)\.?$",
    re.IGNORECASE,
)
_WITH_APP = re.compile(  # … and "mit" as well: only beside the name of an app
    r"(?:mit|von|über|aus|via) (?:der |dem |meine[mr] )?[\[(]?(?:proton|tuta|yahoo|outlook|gmx|web\.de|freenet|telekom|"
    r"magenta|k-9|thunderbird|spark|canary|aol|gmail|bluemail|posteo|mailbox\.org).{0,160}(?:gesendet|verschickt|versendet)\.?$",
    re.IGNORECASE,
)
_SIGNS = {"\u1427"}  # what a program that counts openings leaves behind
_WHOLE = {"von unterwegs gesendet", "sent on the go", "yahoo mail: search, organize, conquer", "sent from mobile"}
_EXCUSED = re.compile(
    r"\(?sent (?:from|via|on|with) .{2,60}\b(?:excuse|forgive|pardon|brevity|brief|typo)", re.IGNORECASE
)
_FETCH = re.compile(rf"^(?:{begins_with(phrases('fetch'))})|{one_of(phrases('fetch'))}\W*$", re.IGNORECASE)
_APP = re.compile(r"(?:outlook|yahoo[\s!]*mail|bluemail|aol|gmail|mail\.ru|spark|protonmail|mymail)", re.IGNORECASE)
_SYSTEM = re.compile(r"(?:ios|android|iphon|mobile|mac|windows)", re.IGNORECASE)
_LINKED = re.compile(
    r"(?:aka\.ms/|outlook\.com/mobile|go\.onelink\.me|bluemail\.me|overview\.mail\.yahoo)", re.IGNORECASE
)
_SCANNED = re.compile(
    r"(?:virus[- ]?free|virenfrei|sans virus|garanti sans virus|libre de virus|livre de vírus|privo di virus|"
    r"priva di virus|virusvrij|virusfri|bez wirusów|без вирусов|не содержит вирусов)\b.{0,80}$",
    re.IGNORECASE,
)
_LINK_WITHIN = re.compile(r"\s?<https?://[^>\s]{1,220}>(?=\s\w)")  # "Mail <https://…> for Windows"
_LINK_ALONE = re.compile(r"[<(\[]?https?://\S{4,220}$")
_MAILING_LIST = re.compile(
    r"mailing[- ]list|mailman|listinfo|@lists?\.|mailingliste|liste de diffusion|lista de correo|you received this "
    r"message because you are subscribed|to unsubscribe from this (?:group|list)|google ?groups",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[a-zà-ÿа-я]\. +[A-ZÀ-ÝА-Я]|, (?!powered|via|mit|with|an? |samsung|[A-Z])", re.UNICODE)


@lru_cache(4_096)
def is_client_line(line: str) -> bool:
    """Was this line added by the mail client or by a scanner?

    >>> is_client_line("Sent from my iPhone"), is_client_line("Sent from my desk, much easier than my phone.")
    (True, False)
    """
    if len(line) > _LONGEST or len(line) < 6:
        return line in _SIGNS
    bare = line.strip("*_-–—~[]()«» ").replace("Yahoo!", "Yahoo")
    return _is_added(bare) or ("<http" in bare and _is_added(_LINK_WITHIN.sub("", bare)))


def is_link_alone(line: str) -> bool:
    """Is there nothing in this line but an address of the web? Some apps put theirs below their own line."""
    return _LINK_ALONE.match(line) is not None


def _is_added(bare: str) -> bool:
    if bare.rstrip(".").lower() in _WHOLE or _NAMED_APP.match(bare) or _FROM_MINE.match(bare) or _WITH_APP.match(bare):
        return True
    if _EXCUSED.match(bare) or _APP_WITH_LINK.match(bare):
        return True
    if not _ANY_DEVICE.search(bare):
        return _OWN_WORDS.match(bare) is not None or _SCANNED.match(bare) is not None
    if _SENTENCE.search(_without_link(bare)):
        return False
    if _OWN_WORDS.match(bare) or _BEGINS.match(bare) or _SCANNED.match(bare):
        return True
    return _is_fetch(bare) or (len(bare) <= 90 and _ENDS.match(bare) is not None)


def _is_fetch(bare: str) -> bool:
    """ "Get Outlook for iOS" in any language: its link, or its verb in a line of a few words."""
    if not _APP.search(bare) or not _SYSTEM.search(bare):
        return False
    words = _without_link(bare)
    if len(words) > 70 or words.rstrip().endswith(("?", "!")):
        return False
    return _LINKED.search(bare) is not None or (len(words.split()) <= 8 and _FETCH.search(words) is not None)


def _without_link(line: str) -> str:
    return line.partition("<")[0].partition("http")[0]


def names_a_list(line: str) -> bool:
    """Does this line belong to the footer of a mailing list?"""
    return _MAILING_LIST.search(line) is not None
