"""Small logs in the shape of the two that ship: every row is one line of a test's story."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

from rapport.interfaces.imports import mapping
from rapport.interfaces.imports.mapping import LogMapping
from rapport.interfaces.imports.reading import Row

SERVICENOW = [
    "ID",
    "ID_status",
    "active",
    "count_reassign",
    "count_opening",
    "count_updated",
    "ID_caller",
    "opened_by",
    "opened_time",
    "Created_by",
    "created_at",
    "updated_by",
    "updated_at",
    "type_contact",
    "location",
    "category_ID",
    "user_symptom",
    "Support_group",
    "support_incharge",
    "Doc_knowledge",
    "confirmation_check",
    "notify",
    "problem_ID",
    "change_request",
]
RABOBANK = [
    "incident_id",
    "data_stamp",
    "incident_activity_number",
    "incident_activity_type",
    "assignment_group",
    "km_number",
    "interaction_id",
    "lifecycle",
]
ATTRIBUTES = ["incident_id", "priority", "category", "ci_name_aff", "related_interaction"]


def update(ticket: str, state: str, at: str, **more: str) -> Row:
    """One row of the ServiceNow log."""
    said = dict.fromkeys(SERVICENOW, "?") | {"ID": ticket, "ID_status": state, "updated_at": at}
    said |= {"ID_caller": "Caller 7", "opened_time": "01-03-2016 08:00", "type_contact": "Phone"}
    said |= {"category_ID": "Category 20", "Support_group": "Group 70", "updated_by": "Updated by 21"}
    return said | more


def activity(ticket: str, kind: str, at: int, number: int = 0, **more: str) -> Row:
    """One row of the Rabobank log; `at` counts seconds from a morning in 2014."""
    said = dict.fromkeys(RABOBANK, "") | {"incident_id": ticket, "data_stamp": f"{1_390_000_000 + at}.0"}
    said |= {"incident_activity_type": kind, "incident_activity_number": f"001A{number or at:07d}"}
    return said | {"assignment_group": "TEAM0008", "interaction_id": f"SD{ticket[2:]}", "lifecycle": "complete"} | more


def write(path: Path, columns: list[str], rows: list[Row]) -> Path:
    """A table on disk, packed where its name ends so."""
    text = io.StringIO(newline="")
    out = csv.DictWriter(text, columns)
    out.writeheader()
    out.writerows(rows)
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def shipped(name: str) -> LogMapping:
    """A mapping for tickets that ships."""
    found = mapping.find(name, takes="tickets", columns=())
    assert isinstance(found, LogMapping)
    return found


A_TICKET_THAT_COMES_BACK = [
    update("INC1", "New", "01-03-2016 08:05"),
    update("INC1", "Active", "01-03-2016 09:00", support_incharge="Resolver 6"),
    update("INC1", "Awaiting User Info", "01-03-2016 10:00"),
    update("INC1", "Awaiting User Info", "01-03-2016 11:00"),
    update("INC1", "Active", "02-03-2016 09:00"),
    update("INC1", "Resolved", "02-03-2016 12:00"),
    update("INC1", "Active", "03-03-2016 08:00"),
    update("INC1", "Resolved", "03-03-2016 09:00"),
    update("INC1", "Closed", "08-03-2016 09:00"),
]
SOLVED_AT_ONCE = [
    update("INC2", "Resolved", "01-03-2016 08:30", ID_caller="Caller 9", type_contact="Self service"),
    update("INC2", "-100", "01-03-2016 09:30", ID_caller="Caller 9"),
    update("INC2", "Closed", "06-03-2016 09:30", ID_caller="Caller 9"),
]
AN_INCIDENT_WITHOUT_CALLER = [
    activity("IM1", "Closed", 900),
    activity("IM1", "Assignment", 0, number=2),
    activity("IM1", "Open", 0, number=1),
    activity("IM1", "Operator Update", 100),
    activity("IM1", "Communication with customer", 300),
    activity("IM1", "Pending vendor", 400),
    activity("IM1", "Mail to Customer", 500),
]
