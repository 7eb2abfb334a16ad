"""Providers bring mail: only with their secret, byte for byte where they have it, and never twice."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import subprocess
import sys
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from structlog.testing import capture_logs

from rapport.foundation import outward, postroom
from rapport.foundation.models import RawMail
from rapport.interfaces.mail.addressees import Addressees
from rapport.interfaces.mail.inbound import door
from rapport.interfaces.mail.reading.headers import scan

HELP = "help@rapport.localhost"
KEY = "key-3ax6xnjp29jd6fds4gc373sgvjxteol0"
PAIR = "rapport:a-long-password-of-ours"
BASIC = {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(PAIR.encode()).decode()}
PROVIDERS = ("mailgun", "postmark", "sendgrid", "amazon-ses", "brevo", "mailjet", "sparkpost")
# Latin 1 on purpose: it is no UTF-8, and must come through as it is.
MAIL = (
    b"Received: from mx.example.org\r\nFrom: Marta Kolb <marta@aldergate.example>\r\nTo: help@rapport.localhost\r\n"
    b"Message-ID: <p1@aldergate.example>\r\nSubject: The printer smokes\r\n"
    b"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\nEs raucht \xfcberall.\r\n"
)
FROM = json.dumps({"from": "marta@aldergate.example", "to": [HELP]})
HEADERS = [
    ["From", "Marta Kolb <marta@aldergate.example>"],
    ["To", HELP],
    ["Message-Id", "<p2@aldergate.example>"],
    ["Subject", "Drucker für alle"],
]


@pytest.fixture(autouse=True)
def _open(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAIL_IN = dict.fromkeys(PROVIDERS, PAIR) | {"mailgun": KEY}
    settings.BREVO_API_KEY = "a-key-of-the-api-of-brevo"
    monkeypatch.setattr(door, "_addressees", Addressees(lambda: [(HELP, 7, 3)]))


pytestmark = pytest.mark.django_db


def signed(token: str, *, key: str = KEY, ago: int = 0) -> dict[str, str]:
    moment = str(int(time.time()) - ago)
    signature = hmac.new(key.encode(), f"{moment}{token}".encode(), hashlib.sha256).hexdigest()
    return {"timestamp": moment, "token": token, "signature": signature}


def mailgun(token: str = "t1", **more: Any) -> dict[str, Any]:
    """The fields of a route's forward() with an address that says mime."""
    said = {"recipient": HELP, "sender": "marta@aldergate.example", "body-mime": MAIL, "subject": "The printer smokes"}
    return said | signed(token) | more


def postmark(**more: Any) -> dict[str, Any]:
    """The body of an inbound call, raw mail switched on unless told otherwise."""
    return {
        "FromFull": {"Email": "marta@aldergate.example", "Name": "Marta Kolb", "MailboxHash": ""},
        "ToFull": [{"Email": HELP, "Name": "", "MailboxHash": ""}],
        "CcFull": [],
        "BccFull": [],
        "OriginalRecipient": HELP,
        "Subject": "Drucker für alle",
        "MessageID": "22c74902-a0c1-4511-804f2-341342852c90",
        "Date": "Mon, 2 Nov 2026 09:00:00 +0100",
        "TextBody": "Er raucht.",
        "HtmlBody": "",
        "Headers": [
            {"Name": "Return-Path", "Value": "<bounce@aldergate.example>"},
            {"Name": "Message-ID", "Value": "<p3@aldergate.example>"},
        ],
        "Attachments": [
            {"Name": "smoke.png", "Content": "iVBORw0KGgo=", "ContentType": "image/png", "ContentLength": 8}
        ],
        **more,
    }


def bring(client: Client, provider: str, said: Any, **head: Any) -> Any:
    if isinstance(said, dict) and provider in {"mailgun", "mailgun-mime", "sendgrid"}:
        with_files = "attachment-count" in said
        return client.post(f"/mail/in/{provider}/", **({"data": said} if with_files else form(said)), **head)
    content = said if isinstance(said, bytes | str) else json.dumps(said)
    return client.post(f"/mail/in/{provider}/", content, content_type="application/json", **head)


def kept() -> list[tuple[RawMail, bytes]]:
    rows = list(RawMail.objects.order_by("id"))
    contents = postroom.raw_of([row.id for row in rows])
    return [(row, contents[row.id]) for row in rows]


def form(fields: dict[str, Any]) -> dict[str, Any]:
    """A multipart body with bytes that are no text, as providers send it and Django's client does not."""
    named = {k.encode(): v if isinstance(v, bytes) else v.encode() for k, v in fields.items()}
    parts = [b'--xYzZY\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % one for one in named.items()]
    return {"data": b"".join([*parts, b"--xYzZY--\r\n"]), "content_type": "multipart/form-data; boundary=xYzZY"}


def test_the_raw_mail_is_kept_byte_for_byte_and_once(client: Client) -> None:
    fields = mailgun()
    for _ in range(2):
        assert client.post("/mail/in/mailgun-mime/", **form(fields)).status_code == 200
    [(row, raw)] = kept()
    assert raw == MAIL
    assert (row.mailbox_id, row.organisation_id, row.envelope_to) == (7, 3, [HELP])
    assert row.envelope_from == "marta@aldergate.example"
    again = client.post("/mail/in/mailgun-mime/", **form(fields | {"body-mime": b"Subject: forged\r\n\r\nPay me.\r\n"}))
    assert again.json() == {"taken": 0, "taken_before": 1}, "a signature that was used opens nothing else"
    assert bring(client, "mailgun-mime", mailgun("t2") | signed("t2", ago=13 * 3600)).status_code == 403


def test_mailgun_in_parts_becomes_one_mail_with_its_files(client: Client) -> None:
    parts = mailgun("t3", **{
        "message-headers": json.dumps(HEADERS),
        "body-plain": "Er raucht überall.",
        "attachment-count": "2",
        "content-id-map": "{}",
        "attachment-1": SimpleUploadedFile("rauch.png", b"\x89PNG\r\n\x1a\n\r\n--x", "image/png"),
        "attachment-2": SimpleUploadedFile("old.eml", b"Subject: an older one\r\n\r\nHello\r\n", "message/rfc822"),
    })  # fmt: skip
    del parts["body-mime"]
    assert bring(client, "mailgun", parts).status_code == 200
    [(_, raw)] = kept()
    assert scan(raw).ids == ("p2@aldergate.example",)
    assert base64.b64encode(b"\x89PNG\r\n\x1a\n\r\n--x") in raw
    assert b"an older one" in raw
    assert b"Drucker" in raw


def test_postmark_raw_and_in_parts(client: Client) -> None:
    raw_mail = MAIL.decode("latin-1").replace("iso-8859-1", "utf-8")
    assert bring(client, "postmark", postmark(RawEmail=raw_mail), **BASIC).status_code == 200
    assert bring(client, "postmark", postmark(MessageID="another"), **BASIC).status_code == 200
    assert bring(client, "postmark", postmark(MessageID="another"), **BASIC).json()["taken"] == 0
    (first, raw), (_, parts) = kept()
    assert raw == raw_mail.encode()
    assert first.envelope_from == "bounce@aldergate.example"
    assert scan(parts).ids == ("p3@aldergate.example",)
    assert b"iVBORw0KGgo=" in parts


def test_sendgrid_raw_and_in_parts(client: Client) -> None:
    envelope = json.dumps({"to": ["someone@else.example", HELP], "from": "marta@aldergate.example"}).encode()
    raw = form({"email": MAIL, "envelope": envelope, "charsets": b"{}", "spam_score": b"0.1"})
    heads = "\n".join(f"{name}: {value}" for name, value in HEADERS).replace("ü", "ue").encode()
    parts = form({"headers": heads, "text": b"Er raucht.", "envelope": envelope, "charsets": b'{"text":"utf-8"}'})
    for one in (raw, raw, parts, parts):
        assert client.post("/mail/in/sendgrid/", **one, **BASIC).status_code == 200
    (first, content), (_, together) = kept()
    assert content == MAIL
    assert (first.mailbox_id, first.envelope_to) == (7, ["someone@else.example", HELP])
    assert scan(together).ids == ("p2@aldergate.example",)


def test_the_others_bring_theirs(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fetch(url: str, **_: Any) -> outward.Answer:
        asked.append(url)
        return outward.Answer(200, {"content-type": "image/png"}, b"\x89PNG")

    monkeypatch.setattr(outward, "fetch", fetch)
    in_base64 = base64.b64encode(MAIL).decode()
    relayed = {"email_rfc822": in_base64, "email_rfc822_is_base64": True}
    relay = {"content": relayed, "rcpt_to": HELP, "msg_from": "marta@aldergate.example", "protocol": "smtp"}
    assert bring(client, "sparkpost", [{"msys": {"relay_message": relay}}, {"msys": {}}], **BASIC).json()["taken"] == 1
    received = {
        "notificationType": "Received",
        "mail": {"source": "marta@aldergate.example", "messageId": "ses1", "timestamp": "2026-11-02T09:00:00.000Z"},
        "receipt": {"recipients": [HELP], "action": {"type": "SNS", "encoding": "BASE64"}},
        "content": in_base64,
    }
    notice = {"Type": "Notification", "MessageId": "n1", "TopicArn": "arn:x", "Message": json.dumps(received)}
    sns = {"HTTP_X_AMZ_SNS_MESSAGE_TYPE": "Notification", "HTTP_X_AMZ_SNS_MESSAGE_ID": "n1"}
    assert bring(client, "amazon-ses", notice, **sns).status_code == 401, "Amazon must be asked for its secret"
    assert bring(client, "amazon-ses", notice, **sns, **BASIC).json()["taken"] == 1
    heads = dict(HEADERS) | {"Delivered-To": HELP}
    item = {"Uuid": ["u1"], "Headers": heads, "RawTextBody": "Er raucht.", "Attachments": [
        {"Name": "rauch.png", "ContentType": "image/png", "DownloadToken": "a/../token"}]}  # fmt: skip
    assert bring(client, "brevo", {"items": [item]}, **BASIC).json()["taken"] == 1
    jet = {"Sender": "marta@aldergate.example", "Recipient": HELP, "Headers": dict(HEADERS), "Text-part": "Er raucht."}
    assert [bring(client, "mailjet", jet, **BASIC).json()["taken"] for _ in range(2)] == [1, 0]
    assert [row.mailbox_id for row, _ in kept()] == [7, 7, 7, 7]
    assert [raw == MAIL for _, raw in kept()] == [True, True, False, False]
    assert asked == ["https://api.brevo.com/v3/inbound/attachments/a%2F..%2Ftoken"]


@pytest.mark.parametrize(("url", "status"), [
    ("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=x", 200),
    ("https://sns.eu-west-1.amazonaws.com.evil.example/", 403),
    ("http://169.254.169.254/", 403),
])  # fmt: skip
def test_a_subscription_is_confirmed_at_amazon_only(
    url: str, status: int, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(outward, "fetch", lambda url, **_: asked.append(url) or outward.Answer(200, {}, b""))
    said = {"Type": "SubscriptionConfirmation", "MessageId": "c1", "SubscribeURL": url, "TopicArn": "a:b:c:d:e:f"}
    sns = {"HTTP_X_AMZ_SNS_MESSAGE_TYPE": "SubscriptionConfirmation", "HTTP_X_AMZ_SNS_MESSAGE_ID": "c1"}
    assert bring(client, "amazon-ses", said, **sns, **BASIC).status_code == status
    assert asked == ([url] if status == 200 else [])
    assert not kept()


def test_closed_and_wrong_look_the_same(client: Client, settings: Any) -> None:
    wrong = {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(b"rapport:wrong").decode()}
    answers = [
        bring(client, "postmark", postmark(), **wrong),
        bring(client, "postmark", postmark()),
        bring(client, "mailgun", mailgun() | signed("t9", key="another-key-of-somebody")),
        bring(client, "mailgun", {"recipient": HELP}),
        bring(client, "mailgun", mailgun(signature="\xfc")),
    ]
    settings.MAIL_IN = dict.fromkeys(PROVIDERS, "")
    answers += [bring(client, "postmark", postmark(), **BASIC), bring(client, "mailgun", mailgun())]
    assert {(one.status_code, one.content) for one in answers} == {(403, answers[0].content)}
    assert not kept()


@pytest.mark.parametrize(("provider", "said"), [
    ("postmark", b"{"),
    ("postmark", b"\xff"),
    ("postmark", b"[]"),
    ("postmark", json.dumps(postmark(Attachments=[{"Name": "x"}])).encode()),
    ("postmark", json.dumps(postmark(RecordType="Bounce")).encode()),
    ("sparkpost", b'{"msys": 1}'),
    ("sendgrid", {"text": "no headers"}),
    ("mailgun", mailgun("t5", **{"body-mime": ""}) | {"event": "opened"}),
    ("mailjet", b'{"Parts": [{"ContentRef": "Attachment1"}]}'),
    ("brevo", b'{"event": "opened"}'),
])  # fmt: skip
def test_what_is_broken_is_said_and_not_stored(provider: str, said: Any, client: Client) -> None:
    with capture_logs():
        answer = bring(client, provider, said, **BASIC)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert "Nothing of it was taken" in answer.json()["detail"]
    assert not kept()
    assert client.get(f"/mail/in/{provider}/").status_code == 405


def test_a_mail_that_is_too_large_is_refused_and_counted(client: Client, settings: Any) -> None:
    settings.LARGEST_MAIL = 3 * 1024 * 1024
    whole = MAIL + b"x" * (2 * 1024 * 1024 + 500_000)
    assert bring(client, "sendgrid", {"email": whole, "envelope": FROM}, **BASIC).status_code == 200
    with capture_logs():
        answer = bring(client, "sendgrid", {"email": whole + whole, "envelope": FROM}, **BASIC)
        cut = client.post(
            "/mail/in/sendgrid/", b"--x\r\nhalf a form", content_type="multipart/form-data; boundary=x", **BASIC
        )
    assert answer.status_code == 413
    assert cut.status_code == 400
    assert [len(raw) for _, raw in kept()] == [len(whole)]
    assert postroom.refusals_so_far() == {("too large", 552): 1, ("not understood", 554): 1}


@pytest.mark.slow
def test_nothing_of_it_is_loaded_before_a_provider_calls() -> None:
    code = "import rapport.config.urls, sys; assert not any('anymail' in name for name in sys.modules)"
    begin = (
        "import os, django; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'rapport.config.settings'); django.setup();"
    )
    done = subprocess.run([sys.executable, "-c", begin + code], check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
