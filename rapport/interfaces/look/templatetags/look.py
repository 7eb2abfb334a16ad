"""Filters and tags every page uses: figures in words, days, class marks and drawings."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import overload

from django import template
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from rapport.interfaces.look import distribution as distribution_drawing
from rapport.interfaces.look import gap as gap_drawing
from rapport.interfaces.look import kept as kept_parts
from rapport.interfaces.look import languages, moments, pieces, previews, scales
from rapport.interfaces.look import line as line_drawing
from rapport.interfaces.look import markdown as markdown_text
from rapport.interfaces.look import multiples as multiples_drawing
from rapport.interfaces.look import once as once_only
from rapport.interfaces.look import silences as silences_drawing
from rapport.interfaces.look import targets as targets_drawing
from rapport.interfaces.look import trend as trend_drawing
from rapport.interfaces.look import words as phrases
from rapport.interfaces.look.marks import Line, Words, Zoom

register = template.Library()


@overload
def local(moment: datetime) -> datetime: ...
@overload
def local(moment: date) -> date: ...


def local(moment: date | datetime) -> date | datetime:
    """Bring an aware moment to the reader's zone; a plain day stays as it is."""
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


def _today(now: date | datetime | None) -> date | None:
    return moments.day_of(local(now)) if now else None


@register.filter
def may_be_shown(content_type: str) -> bool:
    """True for pictures and plain text, which a page may show."""
    return previews.may_be_shown(content_type)


@register.filter
def signed(value: float | None) -> str:
    """{{ 17|signed }} → +17; the minus is U+2212."""
    return "" if value is None else phrases.signed(value)


@register.filter
def number(value: float | None) -> str:
    """{{ 1204|number }} → 1,204."""
    return "" if value is None else phrases.number(value)


@register.filter
def markdown(text: str) -> SafeString:
    """{{ page.text|markdown }}: what authors wrote, without raw HTML."""
    return markdown_text.as_html(text)


@register.filter
def percent(share: float | None) -> str:
    """{{ 0.96|percent }} → 96 % with a no-break space."""
    return "" if share is None else phrases.percent(share)


@register.filter
def interval(low: float, high: float) -> str:
    """{{ low|interval:high }} → between +1 and +32."""
    return phrases.between(low, high)


@register.filter
def span(low: float, high: float) -> str:
    """{{ low|span:high }} → +1 to +32."""
    return phrases.span(low, high)


@register.filter
def counted(many: int, noun: str) -> str:
    """{{ 3|counted:"answer" }} → 3 answers; irregular: "person,people"."""
    one, _, more = noun.partition(",")
    return phrases.count(many, one, more or None)


register.filter("foreign", languages.foreign)  # {{ "de"|foreign }} → German; nothing for the language of the pages
register.filter("times", phrases.times)  # {{ 1|times }} → once; 2 twice; 5 five times; 0 never


@register.filter
def small(many: int) -> str:
    """{{ 9|small }} → nine; from thirteen on, digits."""
    return phrases.small(many)


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
    return moments.day(local(moment), today=_today(now)) if moment else ""


@register.filter
def short_day(moment: date | datetime | None, now: date | datetime | None = None) -> str:
    """{{ at|short_day:now }} → 8 Oct."""
    return moments.short_day(local(moment), today=_today(now)) if moment else ""


@register.filter
def long_day(moment: date | datetime | None) -> str:
    """{{ at|long_day }} → Friday 27 November 2026."""
    return moments.long_day(local(moment)) if moment else ""


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
    return moments.stamp(local(moment), today=_today(now)) if moment else ""


@register.filter
def ago_day(moment: date | datetime | None, now: date | datetime) -> str:
    """{{ at|ago_day:now }} → yesterday, on Saturday, on 8 Oct."""
    return moments.ago_day(local(moment), today=moments.day_of(local(now))) if moment else ""


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
    return once_only.field()


@register.inclusion_tag("look/_form.html")
def fields(form: object) -> dict[str, object]:
    """{% fields form %}: everything a form asks, without its buttons."""
    return {"form": form}


@register.inclusion_tag("look/_class.html")
def class_mark(score: int, *, mood: str = "", kind: str = "nps") -> dict[str, object]:
    """{% class_mark 9 %}: shape and number; mood="happy" kind="csat" where it was given on another scale."""
    return dict(zip(("name", "shown"), phrases.mark_of(int(score), mood=mood, kind=kind), strict=True))


@register.inclusion_tag("look/_class.html")
def class_name(name: str, shown: str) -> dict[str, object]:
    """{% class_name "detractor" "24" %}: the shape of a class beside a count or its word."""
    return {"name": name, "shown": shown}


@register.simple_tag
def relationship_line(
    line: Line,
    *,
    zoom: Zoom = "episodes",
    words: Words | None = None,
    caption: str = "",
    note: str = "",
    table: str = "yes",
) -> SafeString:
    """{% relationship_line line zoom="episodes" words=words caption="By episode" %}: wide, narrow, as a list."""
    reader = (timezone.get_current_timezone_name(), translation.get_language() or "")
    return _figure(line, zoom, words, (caption, note, table), reader)


@lru_cache(maxsize=256)
def _figure(
    line: Line, zoom: Zoom, words: Words | None, said: tuple[str, str, str], reader: tuple[str, str]
) -> SafeString:
    """Drawn once for the same marks, its list included, which costs as much as the drawing."""
    near, (caption, note, table) = line.moved(local), said
    shown = {
        "wide": _drawn_line(line, zoom, line_drawing.WIDE, words, reader[0]),
        "narrow": _drawn_line(line, zoom, line_drawing.PHONE, words, reader[0]),
        "rows": line_drawing.as_table(near, words=words) if table == "yes" else [],
        "caption": caption,
        "note": note,
        "now": near.now,
    }
    return mark_safe(render_to_string("look/_line.html", shown))


@lru_cache(maxsize=1024)
def _drawn_line(line: Line, zoom: Zoom, width: int, words: Words | None, zone: str) -> SafeString:
    """Drawn once for the same marks: the moments of a line are whole hours, so a page looked at again finds it."""
    return mark_safe(line_drawing.draw(line.moved(local), zoom=zoom, width=width, words=words))


@register.inclusion_tag("look/_line.html")
def small_line(line: Line, *, words: Words | None = None, note: str = "") -> dict[str, object]:
    """{% small_line line words=words %}: one drawing for the column beside a conversation, without a table."""
    return {
        "wide": _drawn_line(line, "episodes", line_drawing.ASIDE, words, timezone.get_current_timezone_name()),
        "note": note,
    }


@register.inclusion_tag("look/_trend.html")
def trend(
    months: Sequence[trend_drawing.Month],
    *,
    changes: Sequence[trend_drawing.Change] = (),
    levels: Sequence[trend_drawing.Level] = (),
    scale: scales.Scale = scales.NET,
    beside: Mapping[int, str] | None = None,
) -> dict[str, object]:
    """{% trend months changes=changes levels=levels %}: the score by month, with its table behind."""

    def drawn(width: int) -> SafeString:
        return mark_safe(trend_drawing.draw(months, width=width, changes=changes, levels=levels, scale=scale))

    return {
        "wide": drawn(trend_drawing.WIDE),
        "narrow": drawn(trend_drawing.PHONE),
        "rows": trend_drawing.as_table(months, scale=scale, beside=beside),
        "held_back": trend_drawing.held_back(months),
        "scale": scale,
        "beside": bool(beside),
    }


@register.inclusion_tag("look/_distribution.html")
def distribution(
    counts: Sequence[int], *, lie: distribution_drawing.Lie = distribution_drawing.RECOMMEND
) -> dict[str, object]:
    """{% distribution counts %}: a column for each answer, or the reason why there are none."""
    held_back = distribution_drawing.held_back(counts, lie)
    if held_back:
        return {"held_back": held_back}
    return {
        "wide": mark_safe(distribution_drawing.draw(counts, width=distribution_drawing.WIDE, lie=lie)),
        "narrow": mark_safe(distribution_drawing.draw(counts, width=distribution_drawing.PHONE, lie=lie)),
        "rows": [(score, lie.names[lie.group_of(score)], many) for score, many in enumerate(counts, start=lie.first)],
    }


@register.inclusion_tag("look/_silences.html")
def silences(bins: silences_drawing.Bins, *, in_force: timedelta, read: timedelta | None = None) -> dict[str, object]:
    """{% silences bins in_force=gap read=estimate %}: how long people are silent, or why nothing is drawn."""
    held_back = silences_drawing.held_back(bins)
    if held_back:
        return {"held_back": held_back}
    return {
        "wide": mark_safe(silences_drawing.draw(bins, in_force=in_force, read=read, width=silences_drawing.WIDE)),
        "narrow": mark_safe(silences_drawing.draw(bins, in_force=in_force, read=read, width=silences_drawing.PHONE)),
        "rows": silences_drawing.as_table(bins),
    }


@register.filter
def lasting(duration: timedelta) -> str:
    """{{ gap|lasting }} → 5 days."""
    return silences_drawing.length(duration)


@register.inclusion_tag("look/_multiples.html")
def multiples(many: Sequence[multiples_drawing.Multiple]) -> dict[str, object]:
    """{% multiples services %}: one small trend each, on one scale."""
    scale = multiples_drawing.bounds(many)
    return {
        "multiples": [(one, mark_safe(multiples_drawing.draw(one, scale=scale)) if one.shown else "") for one in many],
        "tables": [(one.name, trend_drawing.as_table(one.months, scale=one.scale)) for one in many if one.shown],
        "scale": many[0].scale if many else scales.NET,
    }


@register.inclusion_tag("look/_targets.html")
def targets(aims: Sequence[targets_drawing.Target], *, period: str) -> dict[str, object]:
    """{% targets aims period="October" %}: the table of the results page."""
    return {"targets": [(one, mark_safe(targets_drawing.draw(one))) for one in aims], "period": period}


@register.inclusion_tag("look/_gaps.html")
def gaps(groups: Sequence[gap_drawing.Gap]) -> dict[str, object]:
    """{% gaps groups %}: facts and perception side by side."""
    floor = gap_drawing.floor_of(groups)
    return {
        "scale": mark_safe(gap_drawing.draw_scale(floor=floor)),
        "gaps": [(one, mark_safe(gap_drawing.draw(one, floor=floor))) for one in groups],
    }


@register.inclusion_tag("look/_moves.html")
def moves(
    table: Mapping[str, Mapping[str, int | None]], *, then: str, order: Sequence[str] = pieces.CLASSES
) -> dict[str, object]:
    """{% moves table then="Spring" %}: rows then, columns now, squares by area; the classes unless `order` is given.

    With another order there are no sums, and a cell that is None says that it is not shown.
    """
    most = max((many or 0 for row in table.values() for many in row.values()), default=1)
    rows = [
        (name, _cells(name, row, most, order), sum(many or 0 for many in row.values())) for name, row in table.items()
    ]
    classes, whole = tuple(order) == pieces.CLASSES, all(None not in row.values() for row in table.values())
    return {"rows": rows, "names": order, "then": then, "classes": classes, "sums": classes and whole}


def _cells(then: str, row: Mapping[str, int | None], most: int, order: Sequence[str]) -> list[tuple[str, int | None]]:
    found = [(now, row.get(now, 0)) for now in order]
    drawn = [(pieces.square(many or 0, most, pieces.moved(then, now, order)), many) for now, many in found]
    return [(mark_safe(square) if many else "", many) for square, many in drawn]


@register.inclusion_tag("look/_reasons.html")
def reasons(counted_words: Sequence[tuple[str, int]], *, kind: str, most: int) -> dict[str, object]:
    """{% reasons ticked kind="detractor" most=21 %}: a bar and a count for each reason; `most` is shared by lists."""
    return {"reasons": [(said, many, mark_safe(pieces.bar(many, most, kind))) for said, many in counted_words]}


@register.simple_tag
def value_and_range(points: float, low: float, high: float) -> str:
    """{% value_and_range 17 1 32 %}: a point with its whisker on the scale from −100 to +100."""
    return mark_safe(pieces.value_and_range(points, low, high))


@register.simple_tag
def shares(detractors: int, passives: int, promoters: int) -> str:
    """{% shares 24 34 41 %}: three classes as parts of one strip."""
    return mark_safe(pieces.shares(detractors, passives, promoters))


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
