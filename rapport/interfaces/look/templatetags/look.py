"""Filters and tags every page uses: figures in words, days, class marks and drawings."""

import secrets
from collections.abc import Hashable
from datetime import date, datetime
from types import ModuleType
from typing import overload

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rapport.interfaces.look import kept as kept_parts
from rapport.interfaces.look import markdown as markdown_text
from rapport.interfaces.look import previews
from rapport.interfaces.look.wording import german, languages, moments, spoken
from rapport.interfaces.look.wording import words as phrases
from rapport.interfaces.look.wording.german import days as german_days

register = template.Library()

ONCE = "once"  # the field of a form's own key


@overload
def local(moment: datetime) -> datetime: ...
@overload
def local(moment: date) -> date: ...


def local(moment: date | datetime) -> date | datetime:
    """Bring an aware moment to the reader's zone; a plain day stays as it is."""
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


def _days() -> ModuleType:
    return german_days if german.speaks() == "de" else moments


def _in_figures(said: str) -> str:
    """1,204 as the language of the page writes it."""
    return said.replace(",", ".") if german.speaks() == "de" else said


def _today(now: date | datetime | None) -> date | None:
    return moments.day_of(local(now)) if now else None


@register.filter
def may_be_shown(content_type: str) -> bool:
    """True for pictures and plain text, which a page may show."""
    return previews.may_be_shown(content_type)


@register.filter
def number(value: float | None) -> str:
    """{{ 1204|number }} → 1,204."""
    return "" if value is None else _in_figures(phrases.number(value))


@register.filter
def markdown(text: str, below: int = 2) -> SafeString:
    """{{ page.text|markdown }}: what authors wrote, without raw HTML; `:1` right below the title of the page."""
    return markdown_text.as_html(text, below)


@register.filter
def percent(share: float | None) -> str:
    """{{ 0.96|percent }} → 96 % with a no-break space."""
    return "" if share is None else phrases.percent(share)


@register.filter
def counted(many: int, noun: str) -> str:
    """{{ 3|counted:"answer" }} → 3 answers; irregular: "person,people"."""
    one, _, more = german.say(noun).partition(",")
    return _in_figures(phrases.count(many, one, more or None))


register.filter("times", phrases.times)  # {{ 1|times }} → once; 2 twice; 5 five times; 0 never


@register.filter
def foreign(code: str | None) -> str:
    """{{ "de"|foreign }} → German; nothing for the language of the page."""
    return languages.foreign(code, page=german.speaks())


@register.filter
def small(many: int) -> str:
    """{{ 9|small }} → nine; from thirteen on, digits."""
    return german.small(many) if german.speaks() == "de" else phrases.small(many)


@register.filter
def sentence(text: str) -> str:
    """Begin with a capital letter."""
    return phrases.sentence(text)


@register.filter
def today(now: datetime) -> date:
    """{{ now|today }}: the reader's day, for parts that are kept."""
    return moments.day_of(local(now))


@register.filter
def day(moment: date | datetime | None, now: date | datetime | None = None) -> str:
    """{{ due_at|day:now }} → today, tomorrow, Thu 19 Nov, 24 Jun 2025. A day, not a duration."""
    return _days().day(local(moment), today=_today(now)) if moment else ""


@register.filter
def short_day(moment: date | datetime | None, now: date | datetime | None = None) -> str:
    """{{ at|short_day:now }} → 8 Oct."""
    return _days().short_day(local(moment), today=_today(now)) if moment else ""


@register.filter
def long_day(moment: date | datetime | None) -> str:
    """{{ at|long_day }} → Friday 27 November 2026."""
    return spoken.long_day(local(moment), german.speaks()) if moment else ""


@register.filter
def month(moment: date | datetime | None) -> str:
    """{{ at|month }} → October 2026."""
    return moments.month(local(moment)) if moment else ""


@register.filter
def clock(moment: datetime | None) -> str:
    """{{ at|clock }} → 09:15 in the reader's zone."""
    return moments.clock(local(moment)) if moment else ""


@register.filter
def stamp(moment: datetime | None, now: date | datetime | None = None) -> str:
    """{{ at|stamp:now }} → Fri 13 Nov, 15:52."""
    return f"{day(moment, now)}, {clock(moment)}" if moment else ""


@register.filter
def ago_day(moment: date | datetime | None, now: date | datetime) -> str:
    """{{ at|ago_day:now }} → yesterday, on Saturday, on 8 Oct."""
    return _days().ago_day(local(moment), today=moments.day_of(local(now))) if moment else ""


@register.filter
def language_name(code: str) -> str:
    """{{ "de"|language_name }} → German."""
    return languages.name_of(code)


@register.filter
def channel_name(channel: str) -> str:
    """{{ "in_person"|channel_name }} → In person."""
    return phrases.CHANNELS.get(channel, channel)


@register.filter
def detail_name(detail: str) -> str:
    """{{ "steps"|detail_name }} → Step by step."""
    return phrases.DETAILS.get(detail, detail)


@register.simple_tag
def kept(template: str, **values: Hashable) -> SafeString:
    """{% kept "workspace/_row.html" row=row now=today %}: an include that sees these values alone and is drawn once."""
    return kept_parts.part(template, **values)


@register.inclusion_tag("look/_field.html")
def field(bound: object) -> dict[str, object]:
    """{% field form.due_on %}: label, hint, field and what is wrong with it."""
    return {"field": bound}


@register.simple_tag
def once() -> SafeString:
    """{% once %}: inside a form that makes something, so that sending it twice makes it once."""
    return format_html('<input type="hidden" name="{}" value="{}">', ONCE, secrets.token_urlsafe(12))


@register.inclusion_tag("look/_form.html")
def fields(form: object) -> dict[str, object]:
    """{% fields form %}: everything a form asks, without its buttons."""
    return {"form": form}


@register.simple_tag
def say(words: str, /, **given: object) -> str:
    """{% say "{who} has it." who=team %}: ours in the language of the page, with what is in braces."""
    return german.say(words, **given)


@register.simple_tag
def fill(sentence_: str, **given: object) -> str:
    """{% fill say.about title=page.title %}: words of ours with what is in braces filled in, escaped like all else."""
    return sentence_.format(**given)


@register.inclusion_tag("look/_class.html")
def class_mark(score: int, *, mood: str = "", kind: str = "nps") -> dict[str, object]:
    """{% class_mark 9 %}: shape and number; mood="happy" kind="csat" where it was given on another scale."""
    return dict(zip(("name", "shown"), phrases.mark_of(int(score), mood=mood, kind=kind), strict=True))


@register.inclusion_tag("look/_class.html")
def class_name(name: str, shown: str) -> dict[str, object]:
    """{% class_name "detractor" "24" %}: the shape of a class beside a count or its word."""
    return {"name": name, "shown": shown}


@register.inclusion_tag("look/_scale.html")
def score_scale(name: str, *, chosen: int | None = None, low: str, high: str) -> dict[str, object]:
    """{% score_scale "score" chosen=6 low="not at all likely" high="extremely likely" %}."""
    kinds = {"detractor": "low", "passive": "mid", "promoter": "top"}
    points = [(point, kinds[phrases.class_of(point)]) for point in range(11)]
    ends = {"low": low, "high": high, "first": 0, "last": 10, "of": "of", "required": True}
    return {"name": name, "points": points, "chosen": chosen, **ends}


@register.simple_block_tag
def leaf(content: str, name: str, note: str = "") -> str:
    """{% leaf "Who waits" "Longest first" %}…{% endleaf %}: a section with its name in the margin."""
    small_print = format_html("<p>{}</p>", note) if note else ""
    return format_html(
        '<section class="leaf"><header><h2>{}</h2>{}</header><div>{}</div></section>', name, small_print, content
    )
