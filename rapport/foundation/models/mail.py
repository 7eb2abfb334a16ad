"""Mail as it came in and as it goes out: raw deliveries, conversation lanes, letters, refused addresses."""

from __future__ import annotations

from django.db import models


class Blob(models.Model):
    """Raw bytes, stored once by hash: in the row when small, else in a file below RAPPORT_DATA/raw."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.IntegerField()
    content = models.BinaryField(null=True)


class RawMail(models.Model):
    """One delivery, whole and unread; `source_key` names it, so the same delivery is never taken twice."""

    TAKEN, TICKET, REPLY, HELD, IGNORED, QUARANTINED = "taken", "ticket", "reply", "held", "ignored", "quarantined"

    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    mailbox_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    source_key = models.CharField(max_length=200, unique=True)
    envelope_from = models.CharField(max_length=320, default="")
    envelope_to = models.JSONField(default=list)
    received_at = models.DateTimeField()
    before_connected = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default=TAKEN)
    reason = models.TextField(default="")
    ref_kind = models.CharField(max_length=40, default="")
    ref_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["sha256"], name="rawmail_sha256"),
            models.Index(fields=["state", "id"], name="rawmail_state"),
            models.Index(fields=["ref_kind", "ref_id"], name="rawmail_ref"),
        ]


class MailId(models.Model):
    """The hash of a Message-ID that a delivery carries or refers to, and the lane of its conversation."""

    hash = models.BigIntegerField(primary_key=True)
    lane = models.BigIntegerField(db_index=True)


class Letter(models.Model):
    """One message we send, written with the act that caused it; its MIME is kept from the first attempt on."""

    WAITING, SENT, REFUSED, KEPT = "waiting", "sent", "refused", "kept"

    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    organisation_id = models.BigIntegerField(null=True)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    sender_name = models.CharField(max_length=200, default="")
    sender_address = models.CharField(max_length=320)
    subject = models.TextField(default="")
    message_id = models.CharField(max_length=255, unique=True)
    in_reply_to = models.TextField(default="")
    references = models.JSONField(default=list)
    thread_index = models.TextField(default="")
    thread_topic = models.TextField(default="")
    automatic = models.BooleanField(default=False)
    bulk = models.BooleanField(default=False)
    files = models.JSONField(default=list)  # id, name and type of each, in order; `mime` holds all but what is in them
    ref_kind = models.CharField(max_length=40, default="")
    ref_id = models.BigIntegerField(null=True)
    language = models.CharField(max_length=10, default="en")
    priority = models.SmallIntegerField(default=50)
    state = models.CharField(max_length=8, default=WAITING)
    reason = models.TextField(default="")
    posted_at = models.DateTimeField()
    rendered_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    mime = models.BinaryField(null=True)
    left = models.JSONField(null=True)

    opened = False  # no column: true in memory while a sealed letter's data and MIME are readable; see postroom.sealing

    class Meta:
        indexes = [
            models.Index(fields=["ref_kind", "ref_id"], name="letter_ref"),
            models.Index(fields=["state", "id"], name="letter_state"),
        ]


class Suppression(models.Model):
    """An address that gets no mail from us any more, and why."""

    address = models.CharField(max_length=320, primary_key=True)
    reason = models.CharField(max_length=200)
    since = models.DateTimeField()
