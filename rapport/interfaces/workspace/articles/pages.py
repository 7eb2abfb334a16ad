"""Help pages at the desk: the list, a new one, and one with all its versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.types import ArticlePage
from rapport.interfaces.web import once
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.articles.forms import ArticleForm


@staff_required
def articles(request: HttpRequest) -> HttpResponse:
    """All help pages, what changed last first; those to be looked at again say so."""
    actor = actor_of(request)
    page = queries.articles(actor, after=request.GET.get("after"))
    told = {
        "rows": page.rows,
        "next": page.next,
        "problems": queries.problems(actor, size=5).rows,
        "today": timezone.localdate(),
        "now": timezone.now(),
    }
    return render(request, "workspace/articles/articles.html", told)


@staff_required
def write(request: HttpRequest) -> HttpResponse:
    """A new help page."""
    actor = actor_of(request)
    form = ArticleForm(request.POST or None, actor=actor)
    status = 400 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_article(
                draft=form.draft(),
                readers=form.readers(),
                source_key=once.source_key(request),
                actor=actor,
                at=timezone.now(),
            )
        except actions.WrittenAlready as error:
            return redirect("workspace:article", key=error.key)
        except actions.UnclearArticle as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, "Kept. Whoever it is for finds it now.")
            return redirect("workspace:article", key=made.key)
    return render(request, "workspace/articles/write.html", {"form": form}, status=status)


@staff_required
def article(request: HttpRequest, key: str) -> HttpResponse:
    """One help page: as readers see it, the form of its next version, and every version there was."""
    actor = actor_of(request)
    page = queries.article(actor, key)
    form = ArticleForm(request.POST or None, actor=actor, initial=_said(page))
    status = 400 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.revise_article(
                article_id=page.article.id,
                draft=form.draft(owner_id=page.owner_id),
                readers=form.readers(),
                seen=given["seen"],
                why=given["why"],
                actor=actor,
                at=timezone.now(),
            )
        except actions.UnclearArticle as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, "Kept as the next version. The earlier ones stay below.")
            return redirect("workspace:article", key=key)
    told = {"page": page, "article": page.article, "form": form, "today": timezone.localdate(), "now": timezone.now()}
    return render(request, "workspace/articles/article.html", told, status=status)


@staff_required
@require_POST
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Take it down, or show it again."""
    actor, shown = actor_of(request), request.POST.get("shown") == "1"
    page = queries.article(actor, key)
    actions.show_article(article_id=page.article.id, shown=shown, actor=actor, at=timezone.now())
    messages.success(request, "It is shown again." if shown else "Taken down. Only staff see it now.")
    return redirect("workspace:article", key=key)


def _said(page: ArticlePage) -> dict[str, Any]:
    card, readers = page.article, page.readers
    return {
        "title": card.title,
        "text": page.text,
        "audience": readers.audience,
        "service": readers.service_id,
        "organisations": list(readers.organisation_ids),
        "language": card.language,
        "review_on": card.review_on,
        "seen": card.number,
    }
