"""Tags that draw: the relationship line, trends, distributions, gaps, moves and the pieces beside numbers."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from rapport.interfaces.look.figures import distribution as distribution_drawing
from rapport.interfaces.look.figures import gap as gap_drawing
from rapport.interfaces.look.figures import line as line_drawing
from rapport.interfaces.look.figures import multiples as multiples_drawing
from rapport.interfaces.look.figures import pieces, scales
from rapport.interfaces.look.figures import silences as silences_drawing
from rapport.interfaces.look.figures import targets as targets_drawing
from rapport.interfaces.look.figures import trend as trend_drawing
from rapport.interfaces.look.figures.marks import Line, Words, Zoom
from rapport.interfaces.look.templatetags.look import local

register = template.Library()


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
    wide, narrow = (
        mark_safe(line_drawing.draw(near, zoom=zoom, width=width, words=words))
        for width in (line_drawing.WIDE, line_drawing.PHONE)
    )
    shown = {
        "wide": wide,
        "narrow": narrow,
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
        "spans": trend_drawing.spans(months),
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
        "spans": trend_drawing.spans([month for one in many if one.shown for month in one.months]),
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
