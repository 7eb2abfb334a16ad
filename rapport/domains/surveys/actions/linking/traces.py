"""Attempts by traces: audit rows, changes, references in any table, words anywhere else, files in the data folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from rapport.domains.surveys.models import Answer, AnswerChange
from rapport.domains.surveys.models.sealed import FIRST_RANDOM
from rapport.domains.surveys.types import Attempt, Mode
from rapport.foundation.actors import Actor
from rapport.foundation.models import Audit

UNNAMED = (Mode.CONFIDENTIAL, Mode.ANONYMOUS)
AT_ONCE, PROBES, LONG_ENOUGH = 500, 25, 16
OWN = frozenset({"surveys.Answer", "surveys.AnswerChange", "surveys.SealedAnswer", "surveys.AnswerItem"})
SAFE = frozenset({"survey_id"})
READ = frozenset({".log", ".txt", ".json", ".jsonl", ".csv", ".out", ".err"})
MOST_BYTES = 20 * 1024 * 1024
PATH = re.compile(r"/answer/[A-Za-z0-9_-]{43}")


def audit_rows(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Lines of the audit log about answers without a name, or about an anonymous invitation."""
    lines = Audit.objects.filter(Q(subject_kind="answer") | Q(verb__startswith="answer."))
    ids = set(lines.values_list("subject_id", flat=True))
    hit = sum(_unnamed_among(some) for some in _parts(sorted(ids)))
    sealed = Audit.objects.filter(subject_kind__in=["anonymous_invitation", "sealed"]).count()
    return [
        Attempt("audit log", "lines about answers", len(ids), not (hit or sealed), f"{hit + sealed} about unnamed ones")
    ]


def answer_changes(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Earlier versions of anonymous answers: there are none, because nothing can change one."""
    n = AnswerChange.objects.filter(answer__mode=Mode.ANONYMOUS).count()
    return [
        Attempt("changes", "earlier versions of anonymous answers", AnswerChange.objects.count(), not n, f"{n} found")
    ]


def references(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Every column of every other table that names an answer: does one lead to an answer without a name?"""
    hits, columns = [], 0
    random = set(Answer.objects.filter(mode=Mode.ANONYMOUS, pk__gte=FIRST_RANDOM).values_list("pk", flat=True))
    for model in _others():
        numbers = [f for f in model._meta.concrete_fields if isinstance(f, models.BigIntegerField)]
        for field in numbers:
            columns += 1
            if random and any(
                model._base_manager.filter(**{f"{field.attname}__in": s}).exists() for s in _parts(sorted(random))
            ):
                hits.append(f"{model._meta.label}.{field.attname}")
        hits += _by_name(model)
    return [
        Attempt(
            "references",
            "columns of other tables",
            columns,
            not hits,
            ", ".join(sorted(set(hits))) or "none leads there",
        )
    ]


def words_elsewhere(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Words of answers without a name, looked for in every text of every other table: letters, jobs, index, acts."""
    probes = _probes()
    hits, columns = [], 0
    for model in _others() if probes else ():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices:
                columns += 1
                if _holds(model, field, probes):
                    hits.append(f"{model._meta.label}.{field.attname}")
    words = ", ".join(hits) or "found nowhere else"
    return [Attempt("words", f"{len(probes)} texts in every other text column", columns, not hits, words)]


def log_files(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Files in the data folder that hold links of answer pages, ids of anonymous answers, or their words."""
    ids = {
        str(pk) for pk in Answer.objects.filter(mode=Mode.ANONYMOUS, pk__gte=FIRST_RANDOM).values_list("pk", flat=True)
    }
    probes, hits, files = _probes(), [], 0
    for path in _files():
        files += 1
        text = path.read_text(encoding="utf-8", errors="replace")
        numbers = set(re.findall(r"\d{13,19}", text))
        if PATH.search(text) or numbers & ids or any(probe in text for probe in probes):
            hits.append(path.name)
    return [Attempt("log files", "files in the data folder", files, not hits, ", ".join(hits) or "no link, id or word")]


def _unnamed_among(ids: list[int]) -> int:
    return Answer.objects.filter(pk__in=ids, mode__in=UNNAMED).count()


def _parts(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _others() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return sorted((m for m in every if not m._meta.proxy and m._meta.label not in OWN), key=lambda m: m._meta.label)


def _by_name(model: type[models.Model]) -> list[str]:
    """Columns that say they lead to an answer: answer_id, a reference of that kind, a key like answer:7."""
    names = {f.attname for f in model._meta.concrete_fields}
    kinds = [
        (f"{stem}_kind", f"{stem}_id")
        for stem in ("ref", "subject", "about")
        if {f"{stem}_kind", f"{stem}_id"} <= names
    ]
    found = []
    for kind, number in kinds:
        rows = model._base_manager.filter(**{kind: "answer", f"{number}__isnull": False})
        found += [f"{model._meta.label}.{number}"] if _leads(rows, number) else []
    if "answer_id" in names and not _says_nothing_of_whom(model):
        found += (
            [f"{model._meta.label}.answer_id"]
            if _leads(model._base_manager.filter(answer_id__isnull=False), "answer_id")
            else []
        )
    if "source_key" in names:
        keys = model._base_manager.filter(source_key__startswith="answer:").values_list("source_key", flat=True)
        ids = [int(key.partition(":")[2]) for key in keys if key.partition(":")[2].isdigit()]
        found += [f"{model._meta.label}.source_key"] if any(_unnamed_among(some) for some in _parts(ids)) else []
    return found


def _says_nothing_of_whom(model: type[models.Model]) -> bool:
    """Whether rows that lead to an answer hold nothing else that could lead to its giver: no person, moment or number.

    What is read of an answer may stand beside it (docs/measures.md 2 forbids what is common with the invitation).
    Whether the order of such rows says anything is tried by itself.
    """
    own = [f for f in model._meta.concrete_fields if not f.primary_key and f.attname != "answer_id"]
    return not any(_could_lead(field) for field in own)


def _models_beside() -> list[type[models.Model]]:
    """Tables of other parts whose rows lead to an answer and say nothing of its giver."""
    leading = [m for m in _others() if "answer_id" in {f.attname for f in m._meta.concrete_fields}]
    return [model for model in leading if _says_nothing_of_whom(model)]


def _could_lead(field: models.Field) -> bool:
    if isinstance(field, models.DateField | models.TimeField | models.DurationField):
        return True
    if field.is_relation and field.related_model is not None:
        return any(_of_people(one) for one in (field, *field.related_model._meta.concrete_fields))
    return isinstance(field, models.BigIntegerField) and field.attname not in SAFE


def _of_people(field: models.Field) -> bool:
    leads_to = field.related_model
    return leads_to is not None and leads_to._meta.app_label in {"people", "surveys"}


def _leads(rows: models.QuerySet, column: str) -> bool:
    ids = sorted(set(rows.values_list(column, flat=True)))
    return any(_unnamed_among(some) for some in _parts(ids))


def _probes() -> list[str]:
    """Some texts of answers without a name and without leave to print, that nobody said under their name, too."""
    rows = Answer.objects.filter(mode__in=UNNAMED, may_print=False).exclude(words="").order_by("-answered_on", "words")
    texts = [text[:80] for text in rows.values_list("words", flat=True)[: PROBES * 8] if len(text) >= LONG_ENOUGH]
    said_by_name = Answer.objects.filter(Q(mode=Mode.NAMED) | Q(may_print=True), words__in=texts)
    return [text for text in dict.fromkeys(texts) if text not in set(said_by_name.values_list("words", flat=True))][
        :PROBES
    ]


def _holds(model: type[models.Model], field: models.Field, probes: list[str]) -> bool:
    wanted = Q(pk__in=[])
    for probe in probes:
        wanted |= Q(as_text__contains=probe)
    return model._base_manager.annotate(as_text=Cast(field.attname, TextField())).filter(wanted).exists()


def _files() -> Iterator[Path]:
    """What is text and not the database, mail as it came, or a file that somebody attached."""
    folder = Path(settings.DATA)
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        inside = path.relative_to(folder).parts
        left_out = inside[0] in {"raw", "files", "static", "boxes.json"}
        if path.is_file() and path.suffix in READ and not left_out and path.stat().st_size <= MOST_BYTES:
            yield path
