"""May somebody call you? For whoever answered without a name: a field of its own, kept apart from the answer."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rapport.domains.people import queries as people
from rapport.domains.recovery import actions
from rapport.domains.surveys import queries
from rapport.foundation.actors import NOBODY
from rapport.foundation.links import WrongLink
from rapport.interfaces.look.wording.after_words import AfterWords, after_words
from rapport.interfaces.look.wording.sheet_words import words_in
from rapport.interfaces.public import by_link


class CallForm(forms.Form):
    """Only what is written here reaches anybody."""

    reach = forms.CharField(max_length=200)
    name = forms.CharField(max_length=200, required=False)
    words = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, sent: QueryDict | None, *, said: AfterWords) -> None:
        super().__init__(sent)
        self.fields["reach"].label, self.fields["name"].label = said.call_reach, said.call_name
        self.fields["words"].label = said.call_words
        self.fields["name"].help_text = self.fields["words"].help_text = said.call_may_be_empty
        self.fields["reach"].error_messages["required"] = said.call_reach_missing


# As with the answer itself: the link is the right to ask, and no cookie plays a part.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def call_me(request: HttpRequest, token: str) -> HttpResponse:
    """The field and its button; the link says that somebody was asked, and is not kept."""
    return by_link.private(_asked(request, token))


def _asked(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        owner_id = queries.who_calls_back(NOBODY, token, at=now)
    except WrongLink as error:
        return by_link.no_link(request, error)
    language = _language(request, token)
    said = after_words(language)
    form = CallForm(request.POST if request.method == "POST" else None, said=said)
    if request.method == "POST" and by_link.is_too_often(token):
        return by_link.too_often(request)
    if request.method == "POST" and form.is_valid():
        actions.ask_for_call(owner_id=owner_id, on=timezone.localdate(now), at=now, **form.cleaned_data)
        return redirect(f"{request.path}?{urlencode({'sent': 1, 'lang': language})}")
    words = {"form": form, "token": token, "sent": "sent" in request.GET, "brand": people.brand(), "lang": language}
    words |= {"after": said, "skip": words_in(language).skip, "foot": ()}
    return render(request, "public/call_me.html", words, status=400 if form.errors else 200)


def _language(request: HttpRequest, token: str) -> str:
    """The language the questions were read in: the one chosen there, else that of the person."""
    page = queries.invitation_page(NOBODY, token, at=timezone.now(), language=request.GET.get("lang", ""))
    return page.wording.language
