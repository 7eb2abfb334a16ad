"""What gateways add around what was written: warnings above it, confidentiality notices below it."""

from __future__ import annotations

import re

_LONGEST_BANNER = 700
_SHORTEST_NOTICE = 120
_BANNER = re.compile(
    r"originat\w* (?:from )?outside|(?:from|is) an? external|external (?:e-?mail|message|sender)|"
    r"outside (?:of )?(?:the|"
    r"your|our|this) (?:organi[sz]ation|company)|you don.t often get e-?mail|you don't often get|externe[rnm]? "
    r"(?:e-?mail|absender|nachricht)|nicht (?:häufig|oft) e-?mails? von|von außerhalb|pas souvent (?:d.|de )?e-?mail|"
    r"expéditeur externe|provient de l.extérieur|remitente externo|correo externo|no suele recibir|mittente esterno|"
    r"non si ricevono spesso|externe (?:afzender|e-mail)|u ontvangt niet vaak",
    re.IGNORECASE,
)
_WARNING_BEGINS = re.compile(
    r"\W*(?:caution|warning|attention|notice|external\b|this (?:e-?mail|message)|you don.t often|vorsicht|"
    r"achtung|hinweis|"
    r"extern\b|externe|diese (?:e-?mail|nachricht)|sie erhalten|avertissement|ce (?:message|courriel|mail)|vous n|"
    r"expéditeur|atención|precaución|este (?:correo|mensaje)|no suele|attenzione|questa|questo|non si|let op|"
    r"u ontvangt|deze|mittente)",
    re.IGNORECASE,
)
_WARNS = re.compile(
    r"click|links?\b|attachments?|learn why|caution|warning|anh[äa]ng|klick|vorsicht|achtung|weitere informationen|"
    r"warum dies|cliquez|pièces? jointes?|découvrez|adjuntos?|enlaces|allegati|bijlagen|meer informatie|"
    r"obtener más|scopri perché",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"confidential|privileged|intended (?:solely|only|recipient|for)|addressee|in error|notify the sender|"
    r"unauthori[sz]ed|"
    r"strictly prohibited|legally|disclos|(?:scanned|checked) for virus|viruses|monitor(?:s|ed)? e?-?(?:mail|"
    r"communications)|"
    r"disclaimer|retain e-communications|vertraulich|bestimmungsgemäß|richtige adressat|irrtümlich|vernichten|unbefugt|"
    r"nicht gestattet|rechtlich geschützt|confidentiel|destinataire|par erreur|détruire|non autorisée|confidencial|"
    r"destinatario|por error|prohibid|privilegiad|protección de datos|riservat|per errore|destinatário|por engano|"
    r"proibid|vertrouwelijk|geadresseerde|ten onrechte|konfidentiell|sekretess|avsedd|fortrolig|luottamuksel|poufne|"
    r"adresat|конфиденциальн|получател|機密|保密",
    re.IGNORECASE,
)
_SCANNED = re.compile(r"(?:e-?mail|message) (?:has been|was) (?:scanned|checked) (?:for|by)", re.IGNORECASE)
_HEADING = re.compile(r"[*_\s]*(?:disclaimer|confidentiality notice|haftungsausschluss|vertraulichkeitshinweis|"
    r"avis de confidentialité|aviso legal|aviso de confidencialidad|avvertenze|"
    r"avviso di riservatezza)[*_:\s.]*$", re.IGNORECASE)  # fmt: skip
_DRAWN = re.compile(r"[-_=*—–\s]+$")


def is_banner(words: str) -> bool:
    """A warning that a gateway put above the mail."""
    if len(words) > _LONGEST_BANNER or not _WARNING_BEGINS.match(words):
        return False
    return _BANNER.search(words) is not None and _WARNS.search(words) is not None


def is_notice(words: str) -> bool:
    """A paragraph that lawyers or scanners put below the mail, its heading, or a line drawn before it."""
    if _HEADING.match(words):
        return True
    if len(words) < _SHORTEST_NOTICE:
        return False
    if _SCANNED.search(words[:600]):
        return True
    return len({found.lower() for found in _LEGAL.findall(words[:4_000])}) >= 3


def is_drawn(words: str) -> bool:
    """Nothing but a line drawn across the page."""
    return _DRAWN.match(words) is not None
