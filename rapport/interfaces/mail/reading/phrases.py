"""What mail clients write around a quoted message, in the languages we read; words only, no logic."""

from __future__ import annotations

import re

# Label → which kind of header line it opens. One word may be several languages'.
_FROM = "from von de da van från fra lähettäjä od от 差出人 送信者 发件人 發件人 寄件者 寄件人 발신 보낸사람"
_DATE = """sent date gesendet datum envoyé envoye enviado|enviado el|enviada em|enviada|enviado em|fecha inviato data
 verzonden skickat|skickat den sendt dato lähetetty päivämäärä päiväys wysłano wysłane отправлено дата 送信日時 日時
 日付 发送时间 发送日期 日期 寄件日期 傳送日期 傳送時間 时间 時間|gesendet am|date d'envoi"""
_TO = "to an à a para aan till til vastaanottaja do кому 宛先 收件人 收件者"
_SUBJECT = "subject betreff objet asunto oggetto assunto onderwerp ämne emne aihe temat тема 件名 主题 主旨 主題"
_COPY = "cc kopie copia kopia kopi kopio cci bcc копия dw udw 抄送 副本|reply-to|importance|attachments"


def _labels(words: str, kind: str) -> dict[str, str]:
    pieces: list[str] = []
    for group in words.replace("\n", " ").split("|"):
        pieces.extend([group.strip()] if group.strip() in _PHRASES else group.split())
    return dict.fromkeys(pieces, kind)


_PHRASES = {"enviado el", "enviada em", "enviado em", "skickat den", "gesendet am", "date d'envoi"}
LABELS: dict[str, str] = {
    **_labels(_COPY, "copy"),
    **_labels(_TO, "to"),
    **_labels(_DATE, "date"),
    **_labels(_SUBJECT, "subject"),
    **_labels(_FROM, "from"),
}

_ORIGINAL = (
    "original message|original appointment|forwarded message|forwarded by|reply message|reply above this line|"
    "ursprüngliche nachricht|originalnachricht|original-nachricht|ursprünglicher termin|weitergeleitete nachricht|"
    "message d'origine|message d’origine|message original|message transféré|courriel original|"
    "mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|"
    "mensagem original|mensagem encaminhada|mensagem reencaminhada|oorspronkelijk bericht|oorspronkelijke bericht|"
    "origineel bericht|doorgestuurd bericht|ursprungligt meddelande|originalmeddelande|vidarebefordrat meddelande|"
    "oprindelig meddelelse|videresendt meddelelse|opprinnelig melding|videresendt melding|"
    "alkuperäinen viesti|välitetty viesti|wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|"
    "исходное сообщение|оригинальное сообщение|пересылаемое сообщение|пересланное сообщение|"
    "元のメッセージ|転送されたメッセージ|original email|原始邮件|原邮件|原始郵件|原始信息|"
    "转发的邮件|转发邮件|轉寄郵件|回复的原邮件"
)
SEPARATOR = re.compile(rf"[\s*>]*[-_—–=]{{2,}}\s*\*?(?:{_ORIGINAL})\b[^\n]{{0,80}}$", re.IGNORECASE)
BARE_SEPARATOR = re.compile(
    r"\*?(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié|"
    r"début du message transféré|inicio del mensaje reenviado|inizio messaggio inoltrato|"
    r"início da mensagem (?:re)?encaminhada|begin doorgestuurd bericht|vidarebefordrat brev|"
    r"start på videresendt besked|videresendt melding|välitetty viesti alkaa|"
    r"początek przekazywanej wiadomości|начало переадресованного сообщения|転送されたメッセージ|"
    r"以下是转发的邮件|開始轉寄訊息|下面是被转发的邮件)\s*[:：]\*?$|original message processed by ",
    re.IGNORECASE,
)

_WEEKDAYS = (
    r"mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so|"
    r"lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom|seg|ter|qua|qui|sex|sáb|ma|wo|vr|za|zo|"
    r"mån|tis|ons|tors|tor|fre|lör|sön|man|tir|lør|søn|pon|wt|śr|czw|pt|sob|niedz|nd|пн|вт|ср|чт|пт|сб|вс|"
    r"ke|to|pe|la|su|ti|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
)
OPENING = re.compile(
    r"(?:-{2,}\s*)?\*?(?:(?:on|am|le|el|il giorno|il|em|a|op|den|w dniu|dnia|in|at|el día|no dia|vào|dne)\s|"
    rf"(?:{_WEEKDAYS})[a-zа-я]{{0,9}}[.,]?\s|\d{{1,4}}[./年-]|\d{{1,2}}\s|在|於|于|\[?\d{{1,2}}:\d\d)",
    re.IGNORECASE,
)
_VERBS = (
    r"wrote|writes|schrieb|schreibt|geschrieben|a écrit|a ecrit|écrit|escribió|escribio|ha escrito|ha scritto|scrive|"
    r"escreveu|schreef|geschreven|skrev|skreiv|kirjoitti|napisała|napisał\(a\)|napisał|pisze|"
    r"написала|написал\(а\)|написал|пишет|писал|写道|寫道|のメール|は書きました|さんは書|さんからのメール|wrote on"
)
VERB = re.compile(rf"(?<![a-zа-я])(?:{_VERBS})(?![a-zа-я])", re.IGNORECASE)
ENDS_IN_VERB = re.compile(rf"\S.{{0,300}}(?:\s|(?<=>)|(?<=[^\x00-\x7f]))(?:{_VERBS})\s*[:：]$", re.IGNORECASE)
MOMENT = re.compile(
    r"\d{1,2}[:.h]\d{2}|(?<!\d)(?:19|20)\d{2}(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2}|\d{1,2}\s?[.:]?\d{0,2}\s?[ap]\.?m",
    re.I,
)
ADDRESS = re.compile(r"[^\s<>@]{1,128}@[^\s<>@]{1,255}")

_DEVICES = (
    r"iphone|ipad|ipod|android|blackberry|galaxy|samsung|huawei|xiaomi|pixel|nokia|lumia|windows|phone|mobile|mobil|"
    r"smartphone|tablet|handy|telefon\w*|téléphone|móvil|celular|cellulare|telefono|telefoon|outlook|mail|gmail|yahoo|"
    r"proton\w*|tutanota|thunderbird|sparrow|spark|airmail|k-9|fairemail|bluemail|nine|aqua mail|verizon|t-mobile|"
    r"htc|lg|sony|aol|gmx|web\.de|mailspring|newton|canary|superhuman|oneplus|motorola|treo|palm|mac|apple|watch|zimbra|roundcube|"
    r"телефон\w*|смартфон\w*|мобильн\w*|почт\w*|puhelime\w*|matkapuhelime\w*|手机|手機|携帯"
)
_SENT_WITH = (
    r"sent (?:from|via|with|using|on|by)\b(?: my| the| a)?|gesendet (?:von|mit|über|aus)|"
    r"diese nachricht wurde von mein\w*|envoy[ée]e? (?:de|depuis|à partir de|avec|par)|"
    r"enviad[oa] (?:desde|do|de|pelo|via|con|a partir)|mandado desde|inviato (?:da|dal|con)|"
    r"verstuurd (?:vanaf|met|vanuit|via)|verzonden (?:vanaf|met|vanuit|via)|skicka(?:t|des) (?:från|med|via)|"
    r"sendt (?:fra|med|via)|"
    r"lähetetty|wysłan[eo] (?:z|za)|отправлено (?:с|из)|发自|發自|從我的|来自|來自"
)
_FETCH = (
    r"get|download|hol(?:en sie)?(?: dir)?|laden sie|obtene[rz]|obtenir|télécharge[rz]|obtén|descargar|scarica|ottieni|"
    r"obter|obtenha|baixar|downloaden|hämta|skaffa|hent|få|hanki|lataa|pobierz|uzyskaj|скачать|загрузить|获取|取得|下載"
)
_LINK = r"(?:\s?\([^)\n]{0,120}\)|\s?<[^>\n]{0,200}>|\s?https?://\S{1,200}|\.de|\.com)?[.\s]*$"
CLIENT = re.compile(
    rf"(?:{_SENT_WITH})\s?[^.,;!?\n]{{0,40}}?(?<![a-z])(?:{_DEVICES})[^.,;!?\n(<]{{0,40}}{_LINK}|"
    rf"(?:{_FETCH})\s?[^.,;!?\n]{{0,30}}(?:outlook|bluemail|yahoo mail|aol)"
    rf"[^.,;!?\n<(]{{0,25}}(?:ios|android|mobile){_LINK}|"
    rf"(?:outlook|yahoo mail) (?:für|voor) (?:ios|android)[^.,;!?\n<(]{{0,20}}{_LINK}|"
    r"von mein\w{1,3} [^.,;!?\n]{1,40} (?:gesendet|geschickt|verschickt|versendet)\.?$|"
    r"[^\n.,;]{0,30}(?:iphone|ipad|android|スマートフォン|携帯)[^\n.,;]{0,20}(?:から送信|より送信|傳送|发送)[。.]?$|"
    r"lähetetty [^\n.,;]{0,30}(?:iphonesta|ipadista|androidista|laitteesta|puhelimesta)[^\n.,;]{0,30}$|"
    r"sent from (?:my|a) (?:[\w'’-]+ ){0,6}[\w'’-]+\.?$",
    re.IGNORECASE,
)
MAILING_LIST = re.compile(r"mailing list|mailman|listinfo|@lists?\.|mailingliste|liste de diffusion", re.IGNORECASE)
