"""What do you need? The form itself: what may be sent, files with it, and one look at what may help before it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.domains.desk import queries as desk
from rapport.domains.desk.types import LARGEST_ATTACHED, MOST_ATTACHED
from rapport.foundation.actors import Actor
from rapport.interfaces.look import failures
from rapport.interfaces.look.file_limits import FileLimits
from rapport.interfaces.portal.help import suggesting

LONGEST, LONGEST_NAME = 20_000, 120
KEPT = ("ask", "service", "at", "name", "email")
LIMITS = FileLimits(MOST_ATTACHED, LARGEST_ATTACHED, MOST_ATTACHED * LARGEST_ATTACHED)
LEFT_OUT = "It was left out; your text and the other files are kept."  # said by the script
NOT_SENT = "Nothing was sent; your text is kept. Please choose the files once more."


class SeveralFiles(forms.ClearableFileInput):
    """A plain file field that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A few files, none of them large; a script says so before they are sent."""

    widget = SeveralFiles

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """What the script needs to say the same."""
        return {**super().widget_attrs(widget), **LIMITS.for_script, "data-kept": LEFT_OUT}

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each of them, once their number and sizes are known to fit."""
        given: Sequence[UploadedFile] = data if isinstance(data, list | tuple) else [data] if data else []
        fit, wrong = LIMITS.fitting(given)
        if wrong:
            raise forms.ValidationError(" ".join([*wrong, NOT_SENT]))
        return fit


class AskForm(forms.Form):
    """One box: what do you need?"""

    ask = forms.CharField(
        label="What do you need?",
        max_length=LONGEST,
        error_messages={"required": "Say in a few words what you need."},
    )
    service = forms.TypedChoiceField(label="What is it about?", coerce=int, empty_value=None, required=False)
    at = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)
    enclosed = FilesField(label="Files or pictures", required=False, help_text=LIMITS.said)

    def __init__(self, *args: Any, services: list[tuple[int, str]] | None = None, **named: Any) -> None:
        super().__init__(*args, **named)
        fields: Any = self.fields
        fields["service"].choices = [("", "I am not sure"), *(services or [])]

    def attached(self) -> list[tuple[str, bytes]]:
        """Name and content of each file."""
        return [(one.name or "file", one.read()) for one in self.cleaned_data.get("enclosed") or []]


class StrangerForm(AskForm):
    """The same from somebody who is not signed in: who they are and where to answer."""

    name = forms.CharField(
        label="Your name",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Write your name, so that we know whom we answer."},
    )
    email = forms.EmailField(
        label="Your mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Write where we may answer.", "invalid": "That is not a mail address yet."},
    )


class ServiceForm(forms.Form):
    """What the form of one service asks; each field is named after its id."""

    def __init__(self, *args: Any, asked: Sequence[Any], **named: Any) -> None:
        super().__init__(*args, **named)
        for one in asked:
            needed = {"required": f"“{one.name}” is needed. Nothing was sent."}
            self.fields[f"field_{one.id}"] = _field(one, needed)

    def answers(self) -> dict[int, str]:
        """What was filled in, by the id of each field."""
        said = ((name, self.cleaned_data.get(name)) for name in self.fields)
        return {int(name.removeprefix("field_")): "" if value is None else str(value) for name, value in said}


def _field(one: Any, needed: dict[str, str]) -> forms.Field:
    said: dict[str, Any] = {"label": one.name, "required": one.required, "error_messages": needed}
    if one.kind == "choice":
        empty = [] if one.required else [("", "–")]
        return forms.ChoiceField(choices=[*empty, *((choice, choice) for choice in one.choices)], **said)
    if one.kind == "date":
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **said)
    if one.kind == "number":
        return forms.DecimalField(max_digits=18, decimal_places=6, localize=False, **said)
    return forms.CharField(max_length=500, **said)


def form_of_service(request: HttpRequest, actor: Actor, form: AskForm) -> ServiceForm | None:
    """The form of the service that was named, with what was filled in; None where it asks nothing."""
    service_id = form.cleaned_data.get("service")
    asked = desk.request_fields(actor, service_id) if service_id else []
    if not asked:
        return None
    filled = request.POST if request.POST.get("form_of") == str(service_id) else None
    return ServiceForm(filled, asked=asked)


def before_it_is_sent(
    request: HttpRequest, actor: Actor, form: AskForm, *, more: ServiceForm | None = None
) -> HttpResponse | None:
    """What may help, and what the service asks, once before it is sent; None where there is nothing more to show.

    With files it is sent at once where the service asks nothing, since a page cannot hand files on.
    """
    asks = more is not None and not more.is_valid()
    seen = bool(request.POST.get("seen") or form.cleaned_data.get("enclosed"))
    found = (
        [] if seen else suggesting.rows(actor, form.cleaned_data["ask"], service_id=form.cleaned_data.get("service"))
    )
    # A form sent twice is like the request it has become, so that alone is no reason to stop.
    if not asks and all(row.kind == "request" for row in found):
        return None
    kept = [(name, form.data.get(name, "")) for name in KEPT if name in form.fields]
    told = {"rows": found, "kept": kept, "ask": form.cleaned_data["ask"], "more": more, "form": form}
    told["again"] = bool(form.cleaned_data.get("enclosed"))
    status = 400 if more is not None and more.is_bound and asks else 200
    return render(request, "portal/before.html", told, status=status)


def too_many(request: HttpRequest, what: str) -> HttpResponse:
    """A limit was reached; the text is still in the browser."""
    return failures.message(
        request,
        status=429,
        title="That is a lot in one hour",
        what=what,
        safe="All before this one reached us. This one was not sent; your browser still has its text when you go back.",
        todo="Back to the start",
        url="/",
    )


def reached_us(response: HttpResponse, form: str) -> HttpResponse:
    """Tell the page's script which form reached us, so that what it kept on the device goes."""
    response.set_cookie("kept_sent", form, max_age=600, samesite="Lax")
    return response
