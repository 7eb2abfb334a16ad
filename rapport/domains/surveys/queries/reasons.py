"""Which reasons were ticked, by score: counted by the database, for a release."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.db.models import Count, Q

from rapport.domains.surveys.models import Answer
from rapport.domains.surveys.queries.samples import refuse_all_but_staff
from rapport.domains.surveys.types import How, Mode
from rapport.foundation.actors import Actor

# One row for each reason of an answer; the two databases name the function otherwise.
EACH = {"postgresql": "jsonb_array_elements_text(a.reasons) AS r(value)", "sqlite": "json_each(a.reasons) AS r"}
TICKED = """
SELECT a.score, a.mode = %s, r.value, COUNT(*) FROM {table} AS a, {each}
WHERE a.survey_id = %s AND a.how = %s AND a.month >= %s AND a.month <> %s AND a.score IS NOT NULL GROUP BY 1, 2, 3
"""


def reasons_ticked(
    viewer: Actor, *, survey_id: int, since: date, how: str = How.DRAWN, without: date | None = None
) -> Mapping[tuple[int, bool], Mapping[str, int]]:
    """By score and whether a name was given: how many ticked each reason, and under "" how many ticked any.

    `without` is the first day of a month whose answers wait.
    """
    refuse_all_but_staff(viewer)
    found: dict[tuple[int, bool], Counter[str]] = defaultdict(Counter)
    rows = Answer.objects.filter(survey_id=survey_id, how=how, month__gte=since, score__isnull=False)
    rows = rows if without is None else rows.exclude(month=without)
    named = Count("pk", filter=Q(mode=Mode.NAMED))
    for score, n, by_name in rows.exclude(reasons=[]).order_by().values_list("score").annotate(n=Count("pk"), m=named):
        found[score, True][""], found[score, False][""] = by_name, n - by_name
    query = TICKED.format(table=connection.ops.quote_name(Answer._meta.db_table), each=EACH[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(query, [Mode.NAMED.value, survey_id, str(how), since, without or date.min])
        for score, by_name, reason, n in cursor.fetchall():
            found[score, bool(by_name)][str(reason)] += n
    return found
