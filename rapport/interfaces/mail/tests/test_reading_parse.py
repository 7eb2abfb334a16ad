"""One mail, read: every odd form still becomes a readable message, and what is automatic is known as such."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from email.message import EmailMessage

import pytest

from rapport.interfaces.mail.reading.parse import read
from rapport.interfaces.mail.reading.types import Address, ReportedRecipient
from rapport.interfaces.mail.tests.reading_mails import HEAD, mail, multipart, plain

MIXED = b"Content-Type: multipart/mixed"
VERDICT = b"Authentication-Results: mx.desk.example; "
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
BOUNCE = (
    b"From: MAILER-DAEMON@mx.example\r\nTo: desk@desk.example\r\nSubject: Undelivered\r\n"
    b'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
    b"--r\r\n\r\nCould not deliver.\r\n"
    b"--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
    b"Original-Recipient: rfc822;Ada@Client.Example\r\nFinal-Recipient: rfc822; ada@elsewhere.example\r\n"
    b"Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n"
    b"Final-Recipient: rfc822; bob@client.example\r\nAction: Delayed\r\nStatus: 4.4.1 (queue)\r\n\r\n"
    b"--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <letter@desk.example>\r\n\r\n--r--\r\n"
)


def test_a_plain_mail_is_read_whole() -> None:
    found = read(mail("Grüße\r\n-- \r\nAda".encode(), head=b"Cc: Bob <bob@x.example>\r\nThread-Topic: Printers\r\n"))
    assert found.sender == Address("Ada Lovelace", "ada@client.example")
    assert (found.text, found.quoted) == ("Grüße", "--\nAda")
    assert (found.addresses, found.thread_topic) == (("help@desk.example", "bob@x.example"), "Printers")
    assert (found.html_safe, found.attachments, found.auto, found.report, found.proof) == ("", (), None, None, "none")
    assert found.sent_at.isoformat() == "2026-11-02T09:00:00+00:00"


def test_words_that_only_call_themselves_base64_are_read_as_they_stand() -> None:
    head = b"Content-Transfer-Encoding: base64\r\n"
    for said in (b"!!!! not base64 @@@ plain words my printer is dead", b"my printer is dead"):
        assert read(mail(said, head=head)).text == said.decode()
    assert read(mail(base64.encodebytes(b"my printer is dead"), head=head)).text == "my printer is dead"


def test_the_addresses_a_mail_was_delivered_to_come_first() -> None:
    found = read(mail(head=b"Delivered-To: desk+token@desk.example\r\nX-Original-To: alias@desk.example\r\n"))
    assert found.addresses == ("desk+token@desk.example", "alias@desk.example", "help@desk.example")


def test_of_alternatives_the_plain_one_is_the_text_and_the_other_the_page() -> None:
    html = b"Content-Type: text/html\r\n\r\n<p>Hi <b>there</b><script>x</script></p>"
    found = read(HEAD + multipart([plain(b"Hi there"), html], kind=b"alternative"))
    assert (found.text, found.html_safe, found.attachments) == ("Hi there", "<p>Hi <b>there</b></p>", ())


def test_an_empty_plain_alternative_gives_way_to_html() -> None:
    html = b"Content-Type: text/html\r\n\r\n<p>Hi</p><blockquote>old</blockquote>"
    found = read(HEAD + multipart([plain(b" \r\n"), html], kind=b"alternative"))
    assert (found.text, found.quoted) == ("Hi", "> old")


def test_inline_images_keep_their_cid() -> None:
    image = b"Content-Type: image/png\r\nContent-ID: <logo@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    html = b'Content-Type: text/html\r\n\r\n<img src="cid:logo@x">'
    related = multipart([html, image + base64.b64encode(PNG)], kind=b"related", boundary=b"inner")
    found = read(HEAD + multipart([plain(b"Hi"), related], kind=b"alternative"))
    (logo,) = found.attachments
    assert (logo.content_id, logo.inline, logo.content, logo.content_type) == ("logo@x", True, PNG, "image/png")
    assert logo.sha256 == hashlib.sha256(PNG).hexdigest()
    assert 'src="cid:logo@x"' in found.html_safe


def test_pasted_images_become_inline_attachments() -> None:
    image = b'<img alt="Error" src="data:image/png;base64,' + base64.b64encode(PNG) + b'">'
    found = read(mail(b"<p>Look</p>" + image, head=b"Content-Type: text/html\r\n"))
    (pasted,) = found.attachments
    assert (pasted.inline, pasted.content, found.text) == (True, PNG, "Look\n\n[Error]")
    assert f'src="cid:{pasted.content_id}"' in found.html_safe


def test_text_between_attachments_is_all_read() -> None:
    image = b"Content-Type: image/png; name=a.png\r\n\r\n" + PNG
    found = read(HEAD + multipart([plain(b"Before"), image, plain(b"After")]))
    assert (found.text, [one.name for one in found.attachments]) == ("Before\n\nAfter", ["a.png"])


def test_a_mail_inside_a_mail_is_a_file_named_by_its_subject() -> None:
    inner = b"Content-Type: message/rfc822\r\n\r\nSubject: Old news\r\n\r\nInner"
    found = read(HEAD + multipart([plain(b"See below"), inner]))
    assert [(one.name, one.content_type) for one in found.attachments] == [("Old news.eml", "message/rfc822")]
    assert found.text == "See below"


def test_file_names_in_every_encoding() -> None:
    names = [b"filename*=utf-8''r%C3%A9sum%C3%A9.pdf", b'filename="=?utf-8?q?r=C3=A9sum=C3=A9.pdf?="',
             b"filename*0*=utf-8''r%C3%A9; filename*1=sum; filename*2*=%C3%A9.pdf",
             'filename="résumé.pdf"'.encode()]  # fmt: skip
    head = b"Content-Type: application/pdf\r\nContent-Disposition: attachment; "
    parts = [head + name + b"\r\n\r\n%PDF-" for name in names]
    assert {one.name for one in read(HEAD + multipart(parts)).attachments} == {"résumé.pdf"}


def test_uuencoded_files_become_attachments() -> None:
    found = read(mail(b"Look:\r\n\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n\r\nBye"))
    assert [(one.name, one.content) for one in found.attachments] == [("cat.txt", b"Cat")]
    assert found.text == "Look:\n\nBye"


def test_a_word_that_only_begins_like_uuencode_stays_text() -> None:
    assert read(mail(b"begin 644 times\r\nand\r\nend")).text == "begin 644 times\nand\nend"


def test_winmail_is_kept_and_explained() -> None:
    winmail = b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\n\x78\x9f\x3e\x22rest"
    alone = read(HEAD + multipart([winmail]))
    assert [one.content_type for one in alone.attachments] == ["application/ms-tnef"]
    assert "winmail.dat" in alone.notes[0]
    assert read(HEAD + multipart([plain(b"Hi"), winmail])).text == "Hi"


@pytest.mark.parametrize("kind", [b"application/pgp-signature", b"application/pkcs7-signature"])
def test_a_clear_signed_mail_shows_its_words_and_keeps_its_signature(kind: bytes) -> None:
    signature = b"Content-Type: " + kind + b"\r\n\r\nsigned"
    found = read(HEAD + multipart([plain(b"Signed words"), signature], kind=b"signed"))
    assert (found.text, len(found.attachments)) == ("Signed words", 1)


def test_an_opaque_smime_mail_is_opened() -> None:
    content = plain(b"Signed words")
    oid_signed, oid_data = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")

    def der(tag: int, inside: bytes) -> bytes:
        return bytes([tag, 0x82]) + len(inside).to_bytes(2, "big") + inside

    inside = der(0x30, oid_data + der(0xA0, der(0x04, content)))
    cms = der(0x30, oid_signed + der(0xA0, der(0x30, b"\x02\x01\x01" + der(0x31, b"") + inside)))
    pieces = b"\x24\x80" + der(0x04, content[:10]) + der(0x04, content[10:]) + b"\x00\x00"
    chunked = der(0x30, oid_signed + der(0xA0, der(0x30, b"\x02\x01\x01" + der(0x30, oid_data + b"\xa0\x80" + pieces))))
    head = b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n"
    for opaque in (cms, chunked):
        found = read(mail(base64.b64encode(opaque), head=head))
        assert (found.text, [one.name for one in found.attachments]) == ("Signed words", ["smime.p7m"])


def test_encrypted_mail_says_so_and_is_kept() -> None:
    found = read(mail(b"AAAA", head=b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n"))
    assert found.notes == ("This mail is encrypted. We cannot read it; the encrypted part is attached.",)
    assert [one.name for one in found.attachments] == ["smime.p7m"]


def test_pgp_armour_is_folded() -> None:
    signature = b"-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----"
    body = b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe words\n- - list\n" + signature
    found = read(mail(body))
    assert found.text == "The words\n- list"
    assert "BEGIN PGP SIGNATURE" in found.quoted


def test_flowed_text_is_joined() -> None:
    body = b"A line that \r\ngoes on.\r\n> quoted \r\n> too"
    found = read(mail(body, head=b"Content-Type: text/plain; format=flowed\r\n"))
    assert (found.text, found.quoted) == ("A line that goes on.", "> quoted too")


@pytest.mark.parametrize(
    "raw",
    [
        mail(b"Hello", head=b"Content-Type: multipart/mixed; boundary=nowhere\r\n"),
        mail(b"--edge\r\nContent-Type: text/plain\r\n\r\nHello", head=b"Content-Type: multipart/mixed\r\n"),
        mail(b"--right\r\nContent-Type: text/plain\r\n\r\nHello\r\n--right--", head=MIXED + b"; boundary=wrong\r\n"),
        mail(b"--edge\r\nContent-Type: text/plain\r\n\r\nHello", head=MIXED + b"; boundary=edge\r\n"),
        mail(b"Hello", head=b"Content-Type: nonsense\r\n"),
        mail(b"Hello", head=b"Content-Type: text/plain; charset=nonsense\r\nContent-Transfer-Encoding: nonsense\r\n"),
        mail(b"SGVsbG8", head=b"Content-Transfer-Encoding: base64\r\n"),
        mail(b"Hel=\r\nlo=", head=b"Content-Transfer-Encoding: quoted-printable\r\n"),
        HEAD + b"Hello",
    ],
    ids=["boundary missing", "no boundary", "wrong boundary", "unclosed", "type", "charset", "base64", "qp", "no gap"],
)  # fmt: skip
def test_broken_mails_are_readable(raw: bytes) -> None:
    assert "Hello" in read(raw).text.replace("\n", "")


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", b"\x00\x01\x02", b"Subject: only a head", b"just words, no head"])
def test_hardly_a_mail_is_still_a_message(raw: bytes) -> None:
    found = read(raw)
    assert (found.sender, found.message_id) == (None, None)


def test_utf8_heads_are_read_as_they_are() -> None:
    raw = "From: Jöhn <jöhn@mächine.example>\nSubject: Säying Hello\n\nHi".encode()
    assert (read(raw).sender, read(raw).subject) == (Address("Jöhn", "jöhn@mächine.example"), "Säying Hello")


def test_texts_hold_nothing_a_database_refuses() -> None:
    found = read(mail(b"a\x00b\xed\xa0\x80c", head=b"Subject: x\x00y\r\n"))
    assert "\x00" not in found.text + found.subject
    found.text.encode()


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (b"Auto-Submitted: auto-replied\r\n", "auto-submitted"),
        (b"Auto-Submitted: no\r\n", None),
        (b"Precedence: bulk\r\n", "precedence"),
        (b"List-Id: <users.example>\r\n", "list"),
        (b"X-Auto-Response-Suppress: All\r\n", "x-auto-response-suppress"),
        (b"X-Auto-Response-Suppress: None\r\n", None),
        (b"Return-Path: <>\r\n", "null return path"),
        (b"X-Autoreply: yes\r\n", "auto-responder"),
        (b"", None),
    ],
)
def test_automatic_mail_is_known(head: bytes, why: str | None) -> None:
    assert read(mail(head=head)).auto == why


def test_the_envelope_and_the_sender_s_name_count_too() -> None:
    assert read(mail(), envelope_from="").auto == "null return path"
    assert read(mail(), envelope_from="ada@client.example").auto is None
    assert read(mail().replace(b"ada@client", b"MAILER-DAEMON@client")).auto == "mailer daemon"


def test_a_delivery_report_names_whom_we_wrote_to_and_which_letter() -> None:
    found = read(BOUNCE)
    assert (found.auto, found.text) == ("report", "Could not deliver.")
    assert found.report.original_message_id == "letter@desk.example"
    assert found.report.recipients == (
        ReportedRecipient("Ada@client.example", "failed", "5.1.1", "550 no such user"),
        ReportedRecipient("bob@client.example", "delayed", "4.4.1", ""),
    )


@pytest.mark.parametrize(
    ("head", "proof"),
    [
        (VERDICT + b"dmarc=pass header.from=client.example\r\n", "pass"),
        (VERDICT + b"spf=pass smtp.mailfrom=x.y;\r\n dmarc=fail (p=REJECT) header.from=client.example\r\n", "fail"),
        (VERDICT + b"spf=pass smtp.mailfrom=client.example\r\n", "none"),
        (VERDICT + b"dmarc=none header.from=client.example\r\n", "none"),
        (VERDICT + b"dmarc=pass header.from=other.example\r\n", "none"),
        (VERDICT + b"none\r\nAuthentication-Results: evil.example; dmarc=pass\r\n", "none"),
        (b"Authentication-Results: (((\r\n", "none"),
        (b"From: boss@client.example\r\n" + VERDICT + b"dmarc=pass\r\n", "none"),
        (b"", "none"),
    ],
)  # fmt: skip
def test_proof_is_the_receiving_server_s_word(head: bytes, proof: str) -> None:
    assert read(mail(start=head + HEAD)).proof == proof


def test_with_trusted_servers_named_nobody_else_s_word_counts() -> None:
    ours = b"Authentication-Results: mx.desk.example; dmarc=fail header.from=client.example\r\n"
    forged = b"Authentication-Results: evil.example; dmarc=pass header.from=client.example\r\n"
    assert read(mail(start=forged + ours + HEAD), trusted=("mx.desk.example",)).proof == "fail"
    assert read(mail(start=forged + HEAD), trusted=("mx.desk.example",)).proof == "none"


def test_hidden_markers_are_found_and_not_shown() -> None:
    html = b"Content-Type: text/html\r\n\r\n<p>Hi</p><!-- rapport-token:abc.DEF-1 --><span>[rapport:xyz_9.k]</span>"
    found = read(HEAD + multipart([plain(b"Hi\r\n[rapport:first.token]"), html], kind=b"alternative"))
    assert found.markers == ("first.token", "abc.DEF-1", "xyz_9.k")
    assert not any("rapport" in shown for shown in (found.text, found.quoted, found.html_safe))


def test_the_fingerprint_follows_date_and_content_and_not_the_way() -> None:
    one = read(mail(b"Hello"))
    assert read(mail(b"Hello", start=b"Received: by mx2\r\n" + HEAD)).fingerprint == one.fingerprint
    assert read(mail(b"Hello").replace(b"\r\n", b"\n")).fingerprint == one.fingerprint
    assert read(mail(b"Other")).fingerprint != one.fingerprint
    assert read(mail(b"Hello").replace(b"10:00:00", b"10:00:01")).fingerprint != one.fingerprint


def test_the_standard_library_s_own_mails_are_read_back() -> None:
    written = EmailMessage()
    written["From"], written["To"], written["Subject"] = "Ada <ada@x.example>", "help@desk.example", "Grüße " * 20
    written.set_content("Ünïcödé " * 30)
    written.add_alternative("<p>Ünïcödé</p>", subtype="html")
    written.add_attachment(PNG, maintype="image", subtype="png", filename="bild ä.png")
    found = read(written.as_bytes())
    assert (found.subject, found.text) == (("Grüße " * 20).strip(), ("Ünïcödé " * 30).strip())
    assert [(one.name, one.content) for one in found.attachments] == [("bild ä.png", PNG)]
    assert replace(found, text="") != found
