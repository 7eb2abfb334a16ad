"""What a provider posted, read once within the size of a mail; text fields are also there byte for byte.

Django's own reading stops at DATA_UPLOAD_MAX_MEMORY_SIZE, which is right for people's forms and too small for a mail
in a field; and it decodes as UTF-8, where a raw mail may be in any charset.
"""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.http import parse_header_parameters

MOST_PARTS = 1_000


class Malformed(ValueError):
    """The body is not what its headers say."""


class Posted(HttpRequest):
    """A request whose body was read elsewhere."""

    def __init__(self, request: HttpRequest, content: bytes) -> None:
        super().__init__()
        self.META = request.META
        self.method = request.method
        self.content_type, self.content_params = request.content_type, request.content_params
        self._body = content
        self.as_bytes: dict[str, bytes] = {}
        self.POST = self._texts = QueryDict(mutable=True, encoding="utf-8")  # type: ignore[assignment]
        if self.content_type == "multipart/form-data":
            self._read_parts()
        elif self.content_type == "application/x-www-form-urlencoded":
            self._read_pairs()

    def _read_pairs(self) -> None:
        self.POST = QueryDict(self._body, encoding="utf-8")  # type: ignore[assignment]
        exact = QueryDict(self._body, encoding="latin-1")
        self.as_bytes = {name: value.encode("latin-1") for name, value in exact.items() if isinstance(value, str)}

    def _read_parts(self) -> None:
        boundary = (self.content_params or {}).get("boundary", "").encode("latin-1", "replace")
        _, *parts = (b"\r\n" + self._body).split(b"\r\n--" + boundary)
        if not boundary or not parts or len(parts) > MOST_PARTS or not parts.pop().startswith(b"--"):
            raise Malformed("the form is not whole")
        for part in parts:
            self._read_part(part)

    def _read_part(self, part: bytes) -> None:
        head, _, content = part.partition(b"\r\n\r\n")
        lines = [line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")]
        headers = {name.strip().lower(): value.strip() for name, _, value in lines}
        _, told = parse_header_parameters(headers.get("content-disposition", ""))
        if "filename" in told:
            kind = headers.get("content-type") or "application/octet-stream"
            file = SimpleUploadedFile(told["filename"] or "attachment", content, content_type=kind)
            self.FILES.appendlist(told.get("name", ""), file)
        else:
            self.as_bytes[told.get("name", "")] = content
            self._texts.appendlist(told.get("name", ""), content.decode("utf-8", "replace"))
