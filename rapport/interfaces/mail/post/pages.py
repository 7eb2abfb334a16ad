"""The demo's post: letters as their receivers see them, and a form that writes to the desk."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid
from functools import wraps
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from rapport.domains.desk import queries as desk
from rapport.foundation import files, postroom
from rapport.foundation.actors import NOBODY
from rapport.foundation.models import Letter
from rapport.interfaces.mail import enclosed, listener, taking
from rapport.interfaces.mail.addressees import Addressee, Addressees
from rapport.interfaces.mail.post.forms import WriteForm
from rapport.interfaces.web import ids, once
from rapport.interfaces.web.files import download, given

THANKS, CLOSED = "Thank you, it is on the wall.", "Closed for moving house. Please try again."
SHOWN = 40
KINDS = {
    "acknowledgement": "received",
    "confirm": "an address to confirm",
    "invitation": "a question",
    "lateness": "later than promised",
    "problem_fixed": "a problem is fixed",
    "sequence": "a look back",
    "sign_in": "signing in",
    "testimonial": "may we quote you",
    "visit_staff": "a visit, to who goes",
}
LOOPBACK = frozenset({"127.0.0.1", "::1"})
SANDBOX = "sandbox allow-popups allow-top-navigation-by-user-activation"
TO_THE_WINDOW = '<base target="_top">'
FRAME_CSP = f"default-src 'none'; style-src 'unsafe-inline'; {SANDBOX}; frame-ancestors 'self'"


def here_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Demo or development, on this machine, and only while nothing is sent for real."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        near = request.META.get("REMOTE_ADDR") in LOOPBACK and "HTTP_X_FORWARDED_FOR" not in request.META
        if not (settings.DEMO and settings.LOOPBACK and near and not settings.SMARTHOST):
            raise Http404
        return view(request, *args, **named)

    return guarded


@csrf_exempt
@here_only
def calls(request: HttpRequest) -> HttpResponse:
    """The program at the other end of the demo's webhooks: it takes every call, or is closed (`?closed`)."""
    if request.method != "POST":
        return HttpResponse("The webhooks of the demo are sent here.", content_type="text/plain")
    words, status = (CLOSED, 503) if "closed" in request.GET else (THANKS, 200)
    answer = HttpResponse(words, content_type="text/plain", status=status)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # Django would log a fault of ours
    return answer


@here_only
def letters(request: HttpRequest) -> HttpResponse:
    """The newest letters."""
    rows = postroom.latest_letters(limit=SHOWN, before_id=ids.id_in(request.GET.get("before")))
    earlier = rows[-1].pk if len(rows) == SHOWN else None
    whole = postroom.whole_letters([row.pk for row in rows if not row.subject])
    rows = [_with_subject(whole.get(row.pk, row)) if not row.subject else row for row in rows]
    rows.sort(key=lambda row: (row.posted_at, row.pk), reverse=True)  # the demo tells of other days
    words: dict[str, Any] = {"rows": [(row, _kind(row)) for row in rows], "earlier": earlier}
    words |= {"now": timezone.now(), "form": _form()}
    return render(request, "mail/post/letters.html", words)


@here_only
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """One letter as its receiver sees it, with a reply below."""
    row = _with_subject(_letter(letter_id))
    words = {"letter": row, "form": _reply_form(row), "now": timezone.now(), "text": _part(row, "text/plain")}
    return render(request, "mail/post/letter.html", words | {"files": _enclosed(row)})


@here_only
def attachment(request: HttpRequest, letter_id: int, place: int) -> HttpResponseBase:
    """One file of a letter as it arrives, taken out of the bytes that leave; always a download."""
    try:
        parts = _attachments(enclosed.whole(_letter(letter_id)))
    except files.NotCleared as error:
        return download(request, error.file, error.file.name)  # says why it stays closed
    except files.FileGone:
        raise Http404 from None
    if place >= len(parts):
        raise Http404
    content = parts[place].get_payload(decode=True)
    return given(bytes(content or b""), parts[place].get_filename() or "file", parts[place].get_content_type())


@here_only
def frame(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The letter's HTML alone, in a sandbox."""
    # A link opens where a mail program would open it, not inside the frame: no page of ours lets itself be framed.
    said = _part(_letter(letter_id), "text/html")
    before, head, after = said.partition("<head>")
    response = HttpResponse(f"{before}{head}{TO_THE_WINDOW}{after}" if head else f"{TO_THE_WINDOW}{said}")
    response.headers["Content-Security-Policy"] = FRAME_CSP
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_exempt = True  # type: ignore[attr-defined]
    return response


@here_only
def write(request: HttpRequest) -> HttpResponse:
    """Deliver a mail to the desk the same way the listener does."""
    form = WriteForm(request.POST or None, initial=_form().initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        to = Addressees(listener.mailbox_rows).find(given["to"])
        if to is not None:
            key = once.source_key(request) or uuid4().hex
            taken = taking.take([_arrival(_compose(given), given, to, key)], at=timezone.now())
            acknowledged = "The acknowledgement appears here within seconds."
            messages.success(
                request, f"Sent. {acknowledged}" if taken else f"This was sent before, once. {acknowledged}"
            )
            return redirect("post:letters")
        form.add_error("to", f"The desk refuses this, as its listener does: {listener.NOT_OURS}")
    return render(request, "mail/post/write.html", {"form": form}, status=400 if form.errors else 200)


def _arrival(raw: bytes, given: dict[str, str], to: Addressee, key: str) -> taking.Arrival:
    """The delivery as the listener would hand it over: the mailbox by the address it was sent to."""
    return taking.Arrival(
        raw=raw,
        envelope_from=given["sender"],
        envelope_to=(given["to"],),
        source_key=f"post:{key}",
        mailbox_id=to.mailbox_id,
        organisation_id=to.organisation_id,
    )


def _letter(letter_id: int) -> Letter:
    row = postroom.letter(letter_id)
    if row is None:
        raise Http404
    return row


def _with_subject(row: Letter) -> Letter:
    """A letter that is worded in its reader's language has its subject only in what was sent."""
    if not row.subject and row.mime and not postroom.is_sealed(row):
        row.subject = str(message_from_bytes(bytes(row.mime), policy=SMTP)["Subject"] or "")
    return row


def _kind(row: Letter) -> str:
    """What kind of letter it is, in a few words."""
    return KINDS.get(row.kind, row.kind.replace("_", " "))


def _part(row: Letter, kind: str) -> str:
    if postroom.is_sealed(row):
        return "This letter carried a link that works once. Its words are not kept."
    if not row.mime:
        return "This letter is being written. Look again in a moment."
    message = message_from_bytes(bytes(row.mime), policy=SMTP)
    part = message.get_body(preferencelist=("html",) if kind == "text/html" else ("plain",))  # type: ignore[attr-defined]
    return part.get_content() if part else ""


def _enclosed(row: Letter) -> list[tuple[str, str]]:
    """Name and type of each file, read from the letter itself."""
    if not row.mime or not row.files:
        return []
    return [(part.get_filename() or "file", part.get_content_type()) for part in _attachments(bytes(row.mime))]


def _attachments(raw: bytes) -> list[EmailMessage]:
    message = message_from_bytes(raw, policy=SMTP)
    return list(message.iter_attachments())  # type: ignore[attr-defined]


def _compose(given: dict[str, str]) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((given["name"], given["sender"]))
    message["To"] = given["to"]
    message["Subject"] = " ".join(given["subject"].split())
    message["Date"] = format_datetime(timezone.now())
    message["Message-ID"] = make_msgid(domain=given["sender"].rpartition("@")[2])
    if given["in_reply_to"]:
        message["In-Reply-To"] = " ".join(given["in_reply_to"].split())
        message["References"] = " ".join(given["references"].split())
    message.set_content(given["text"])
    return message.as_bytes()


def _form() -> WriteForm:
    boxes = desk.public_mailboxes(NOBODY)
    return WriteForm(initial={"to": boxes[0].address if boxes else f"desk@{settings.MAIL_DOMAIN}"})


def _reply_form(row: Letter) -> WriteForm:
    name, address = (list(row.to[0]) if row.to else ["", ""])[:2]
    own = f"<{row.message_id.strip('<>')}>"
    chain = [f"<{i.strip('<>')}>" for i in row.references]
    subject = row.subject if row.subject.lower().startswith("re:") else f"Re: {row.subject}"
    initial = {
        "sender": address,
        "name": name,
        "to": row.sender_address,
        "subject": subject,
        "in_reply_to": own,
        "references": " ".join([*chain, own]),
    }
    return WriteForm(initial=initial)
