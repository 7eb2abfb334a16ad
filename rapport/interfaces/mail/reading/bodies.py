"""Which parts of a mail are what was said, and which are files that came along."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from rapport.interfaces.mail.reading import sealed, winmail
from rapport.interfaces.mail.reading.decoding import decode_text, plain_lines
from rapport.interfaces.mail.reading.entities import Entity, read_tree
from rapport.interfaces.mail.reading.flowed import unflowed
from rapport.interfaces.mail.reading.names import content_type_of, safe_name
from rapport.interfaces.mail.reading.pasted_images import without_pasted_images
from rapport.interfaces.mail.reading.signed_content import signed_content
from rapport.interfaces.mail.reading.types import AttachmentPart, Limits
from rapport.interfaces.mail.reading.uuencoded import without_uuencoded

_SHORTENED = "The text of this mail is very long; its beginning is shown, all of it is attached."
_READABLE = {"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown"}
_OPAQUE = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_PROTECTED = "application/x-microsoft-rpmsg-message"
_RELATED_ROOTS = ("text/", "multipart/")


@dataclass
class Piece:
    """A stretch of what was said, as plain text, as HTML, or as both."""

    text: str | None = None
    html: str | None = None


@dataclass
class Contents:
    """What a mail holds, in the order it was found."""

    pieces: list[Piece] = field(default_factory=list)
    attachments: list[AttachmentPart] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def contents_of(root: Entity, *, limits: Limits) -> Contents:
    """Sort the tree of a mail into what was said and what was attached."""
    sorter = _Sorter(limits)
    sorter.take(root)
    sorter.finish()
    return sorter.found


class _Sorter:
    """Walks the tree; its depth is bounded by the limits, so recursion is safe here."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.found = Contents()
        self.opened = 0
        self.loose: list[Entity] = []

    def take(self, entity: Entity) -> None:
        if entity.children:
            self._take_multipart(entity)
        elif entity.kind.startswith("multipart/"):
            self._take_unsplit(entity)
        elif entity.kind in _OPAQUE:
            self._take_opaque(entity)
        elif winmail.is_named_so(entity.kind, entity.file_name()):
            self._take_winmail(entity)
        elif self._is_said(entity):
            self.found.pieces.append(self._piece(entity))
        else:
            if entity.kind == "text/plain" and entity.disposition != "attachment":
                self.loose.append(entity)
            if entity.kind == _PROTECTED:
                self.found.notes.append(sealed.ENCRYPTED)
            self.attach(entity)

    def finish(self) -> None:
        """Where nothing was said outright, texts that have a name but are not marked as files are what was said."""
        if not self.found.pieces and self.loose:
            self.found.pieces.extend([self._piece(one) for one in self.loose])
            if len(self.found.attachments) == 1:
                self.found.attachments.clear()

    def _take_multipart(self, entity: Entity) -> None:
        if entity.kind == "multipart/alternative":
            self._take_alternatives(entity)
        elif entity.kind == "multipart/related":
            self._take_related(entity)
        elif entity.kind == "multipart/encrypted":
            self.found.notes.append(sealed.ENCRYPTED)
            for child in entity.children:
                self.attach(child)
        elif entity.kind == "multipart/signed":
            self.found.notes.append(sealed.signed_with(entity.parameter("protocol")))
            for child in entity.children:
                self.take(child)
        else:
            for child in entity.children:
                self.take(child)

    def _take_unsplit(self, entity: Entity) -> None:
        """A multipart whose boundary is nowhere, or which lies too deep: its text is shown as it is."""
        if entity.innermost is not None and self._is_said(entity.innermost):
            self.found.pieces.append(self._piece(entity.innermost))
        if entity.too_deep or self.found.pieces:
            self.attach(entity, given="rest-of-mail.eml", kind="message/rfc822")
        elif entity.body.strip():
            self.found.pieces.append(Piece(text=plain_lines(decode_text(entity.content(), charset=None))))

    def _take_alternatives(self, entity: Entity) -> None:
        """The same said twice: plain text and HTML become one piece; anything else is taken as it is."""
        piece = Piece()
        for child in entity.children:
            if child.children:
                self._merge(piece, child)
            elif child.kind == "text/plain" and piece.text is None and child.disposition != "attachment":
                piece.text = self._piece(child).text
            elif child.kind == "text/html" and piece.html is None and child.disposition != "attachment":
                piece.html = self._piece(child).html
            else:
                self.attach(child)
        if piece.text is not None or piece.html is not None:
            self.found.pieces.append(piece)

    def _merge(self, piece: Piece, child: Entity) -> None:
        """A related or mixed part among alternatives: its words join the piece, its files are attached."""
        before = len(self.found.pieces)
        self.take(child)
        inner = self.found.pieces[before:]
        del self.found.pieces[before:]
        texts = [one.text for one in inner if one.text is not None]
        htmls = [one.html for one in inner if one.html is not None]
        if texts and piece.text is None:
            piece.text = "\n\n".join(texts)
        if htmls and piece.html is None:
            piece.html = "\n".join(htmls)

    def _take_related(self, entity: Entity) -> None:
        root = next((one for one in entity.children if one.kind.startswith(_RELATED_ROOTS)), None)
        for child in entity.children:
            if child is root:
                self.take(child)
            else:
                self.attach(child, related=True)

    def _take_opaque(self, entity: Entity) -> None:
        """S/MIME that is signed holds a whole mail inside; encrypted S/MIME stays closed."""
        inner = signed_content(entity.content()) if self.opened < 3 else None
        if inner is None:
            self.found.notes.append(sealed.ENCRYPTED)
            self.attach(entity, given="smime.p7m")
            return
        self.opened += 1
        self.found.notes.append(sealed.signed_with("pkcs7"))
        tree, notes = read_tree(inner, limits=self.limits)
        self.found.notes.extend(notes)
        self.take(tree)
        self.attach(entity, given="smime.p7m")

    def _take_winmail(self, entity: Entity) -> None:
        """Outlook's own wrapping: what is inside is what was said and what came along."""
        inside = winmail.opened(entity.content())
        if inside is None:
            self.found.notes.append(sealed.WINMAIL)
            self.attach(entity, given="winmail.dat")
            return
        said = any((piece.text or "").strip() or (piece.html or "").strip() for piece in self.found.pieces)
        if not said and (inside.text or inside.html):
            self.found.pieces.append(Piece(text=inside.text, html=inside.html))
        for name, content in inside.files:
            self._add(name, "application/octet-stream", content)

    def _is_said(self, entity: Entity) -> bool:
        if entity.kind not in _READABLE or entity.disposition == "attachment":
            return False
        return not entity.file_name() or (entity.kind == "text/html" and not self.found.pieces)

    def _piece(self, entity: Entity) -> Piece:
        text = plain_lines(decode_text(entity.text_content(), charset=entity.parameter("charset")))
        if entity.kind == "text/html":
            if "data:image/" in text:
                text, images = without_pasted_images(text)
                for content_id, kind, content in images:
                    self._add("", kind, content, content_id=content_id, inline=True)
            return Piece(html=self._limited(text, self.limits.html, entity))
        if "begin " in text:
            text, files = without_uuencoded(text)
            for name, content in files:
                self._add(name, "application/octet-stream", content)
        if entity.parameter("format").lower() == "flowed":
            text = unflowed(text, delete_space=entity.parameter("delsp").lower() == "yes")
        return Piece(text=self._limited(text, self.limits.text, entity))

    def _limited(self, text: str, most: int, entity: Entity) -> str:
        if len(text) <= most:
            return text
        self.found.notes.append(_SHORTENED)
        self.attach(entity, given="message.html" if entity.kind == "text/html" else "message.txt")
        return text[:most]

    def attach(self, entity: Entity, *, given: str = "", kind: str = "", related: bool = False) -> None:
        """Keep a part as a file."""
        content_id = entity.fields.text("content-id").strip("<> ")[:250]
        named = bool(content_id) and (related or entity.disposition != "attachment")
        inline = named or entity.disposition == "inline"
        name = entity.file_name() or given or entity.location_name() or _name_of_mail(entity)
        self._add(name, kind or entity.kind, entity.content(), content_id=content_id, inline=inline)

    def _add(self, given: str, kind: str, content: bytes, *, content_id: str = "", inline: bool = False) -> None:
        if not content and not given:
            return
        content_type = content_type_of(content, declared=kind)
        self.found.attachments.append(
            AttachmentPart(
                name=safe_name(given, content_type=content_type, number=len(self.found.attachments) + 1),
                content_type=content_type,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                content_id=content_id,
                inline=inline,
                content=content,
            )
        )


def _name_of_mail(entity: Entity) -> str:
    """A mail inside a mail is named after its subject."""
    if entity.kind != "message/rfc822":
        return ""
    tree, _ = read_tree(entity.content()[:65_536], limits=Limits(parts=1, depth=0))
    subject = tree.fields.text("subject")
    return f"{subject[:80].replace('/', '-')}.eml" if subject else ""
