"""The Loyalty page as files: the same rows as the page and the API, for a spreadsheet."""

from __future__ import annotations

import csv
import dataclasses
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rapport.domains.insights import queries as insights
from rapport.domains.insights.types import Reading, ReadingRow
from rapport.foundation.text import defused
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.loyalty import ways

COLUMNS = [one.name for one in dataclasses.fields(ReadingRow)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@staff_required
def as_csv(request: HttpRequest) -> HttpResponse:
    """Every figure of the page, one a line; what is hidden there is hidden here."""
    found = _reading(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(found)}.csv"'
    lines = csv.writer(response)
    lines.writerow(COLUMNS)
    lines.writerows([defused(value) for value in line(row)] for row in found.rows)
    return response


@require_safe
@staff_required
def as_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook: a sheet of figures, and one that says where they come from."""
    found = _reading(request)
    response = HttpResponse(workbook(found), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(found)}.xlsx"'
    return response


def workbook(found: Reading) -> bytes:
    """The bytes of the workbook; text is written as text, so that no cell is ever a formula."""
    import xlsxwriter

    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(held, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Figures")
        sheet.write_row(0, 0, COLUMNS, bold)
        for at, row in enumerate(found.rows, start=1):
            for column, value in enumerate(line(row)):
                _cell(sheet, at, column, defused(value))
        sheet.freeze_panes(1, 3)
        sheet.set_column(0, 3, 22)
        about = book.add_worksheet("About")
        for at, said in enumerate(_about(found)):
            about.write_string(at, 0, said[0], bold)
            about.write_string(at, 1, str(defused(said[1])))
        about.set_column(0, 1, 40)
    return held.getvalue()


def line(row: ReadingRow) -> list[Any]:
    """One row as plain values in the order of the columns."""
    return [getattr(row, name) for name in COLUMNS]


def _cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)


def _about(found: Reading) -> list[tuple[str, str]]:
    page = found.page
    return [
        ("Survey", page.survey),
        ("Figures as of", page.as_of.isoformat(timespec="minutes") if page.as_of else "no release yet"),
        ("Answers that have arrived by now", str(page.received)),
        ("Of them until the figures were made", str(page.released)),
        ("Of these in the sum of all", str(page.total.n) if page.total and not page.total.hidden else "not shown"),
        ("What counts", ways.kind_of_sample(page.how)),
        ("Sums", "rows need not add up to all: some are hidden, or wait until five can join a row together"),
        ("Hidden", "few: fewer than five answers; beside: else a smaller group could be worked out; open: not over"),
    ]


def _name(found: Reading) -> str:
    way = "" if found.page.how == "drawn" else f"-{found.page.how}"
    return f"loyalty-{found.page.survey_id}{way}"


def _reading(request: HttpRequest) -> Reading:
    return insights.reading(actor_of(request), **ways.named(request.GET))
