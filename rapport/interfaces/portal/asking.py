"""What do you need? The form itself: what may be sent, files with it, and one look at what may help before it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import lazy

from rapport.domains.desk import queries as desk
from rapport.domains.desk.types import LARGEST_ATTACHED, MOST_ATTACHED
from rapport.foundation.actors import Actor
from rapport.interfaces.look.wording.german import later, say, speaks
from rapport.interfaces.portal.help import suggesting
from rapport.interfaces.web import failures
from rapport.interfaces.web.file_limits import FileLimits

LONGEST, LONGEST_NAME = 20_000, 120
KEPT = ("ask", "service", "at", "name", "email")
LIMITS = FileLimits(MOST_ATTACHED, LARGEST_ATTACHED, MOST_ATTACHED * LARGEST_ATTACHED)
LEFT_OUT = "It was left out; your text and the other files are kept."  # said by the script
NOT_SENT = "Nothing was sent; your text is kept. Please choose the files once more."
LIMITS_SAID = lazy(lambda: LIMITS.said, str)()


class SeveralFiles(forms.ClearableFileInput):
    """A plain file field that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A few files, none of them large; a script says so before they are sent."""

    widget = SeveralFiles

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """With what the script needs to say the same, in the language of the page."""
        self.widget.attrs |= {**LIMITS.for_script, "data-kept": say(LEFT_OUT)}
        return super().get_bound_field(form, field_name)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each of them, once their number and sizes are known to fit."""
        given: Sequence[UploadedFile] = data if isinstance(data, list | tuple) else [data] if data else []
        fit, wrong = LIMITS.fitting(given)
        if wrong:
            raise forms.ValidationError(" ".join([*wrong, say(NOT_SENT)]))
        return fit


def not_kept(form: forms.Form) -> None:
    """Where something else is wrong, say which files did not come along: a page cannot hand files back."""
    given = form.cleaned_data.get("enclosed")
    if given and form.errors:
        names = ", ".join(say("“{name}”", name=one.name) for one in given)
        form.add_error("enclosed", say("Not kept: {names}. ", names=names) + say(NOT_SENT))


class AskForm(forms.Form):
    """One box: what do you need?"""

    ask = forms.CharField(
        label=later("What do you need?"),
        max_length=LONGEST,
        error_messages={"required": later("Say in a few words what you need.")},
    )
    service = forms.TypedChoiceField(label=later("What is it about?"), coerce=int, empty_value=None, required=False)
    at = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)
    enclosed = FilesField(label=later("Files or pictures"), required=False, help_text=LIMITS_SAID)

    def __init__(self, *args: Any, services: list[tuple[int, str]] | None = None, **named: Any) -> None:
        super().__init__(*args, **named)
        fields: Any = self.fields
        fields["service"].choices = [("", say("I am not sure")), *(services or [])]

    def clean(self) -> None:
        """Files that did not come along are named."""
        not_kept(self)

    def attached(self) -> list[tuple[str, bytes]]:
        """Name and content of each file."""
        return [(one.name or "file", one.read()) for one in self.cleaned_data.get("enclosed") or []]


class StrangerForm(AskForm):
    """The same from somebody who is not signed in: who they are and where to answer."""

    name = forms.CharField(
        label=later("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": later("Write your name, so that we know whom we answer.")},
    )
    email = forms.EmailField(
        label=later("Your mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": later("Write where we may answer."),
            "invalid": later("That is not a mail address yet."),
        },
    )


class ServiceForm(forms.Form):
    """What the form of one service asks; each field is named after its id."""

    def __init__(self, *args: Any, asked: Sequence[Any], **named: Any) -> None:
        super().__init__(*args, **named)
        for one in asked:
            needed = {"required": say("“{name}” is needed. Nothing was sent.", name=one.name)}
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
    told["again"] = [one.name for one in form.cleaned_data.get("enclosed") or []]
    status = 400 if more is not None and more.is_bound and asks else 200
    return render(request, "portal/before.html", told, status=status)


def too_many(request: HttpRequest, what: str) -> HttpResponse:
    """A limit was reached; the text is still in the browser."""
    return failures.message(
        request,
        status=429,
        title=say("That is a lot in one hour"),
        what=say(what),
        safe=say(
            "All before this one reached us. This one was not sent; your browser still has its text when you go back."
        ),
        todo=say("Back to the start"),
        url="/",
        lang=speaks(),
    )


def reached_us(response: HttpResponse, form: str) -> HttpResponse:
    """Tell the page's script which form reached us, so that what it kept on the device goes."""
    response.set_cookie("kept_sent", form, max_age=600, samesite="Lax")
    return response
