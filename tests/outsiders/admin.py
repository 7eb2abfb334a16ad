"""What administrators look after: roles, hours and targets, what is published, mail that could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rapport.domains.desk import actions as desk
from rapport.domains.desk import queries as queries_of_desk
from rapport.domains.desk.models import Draft
from rapport.domains.people import actions as people_actions
from rapport.domains.people import queries as people
from rapport.domains.people.models import Address, MailDomain, Role
from rapport.domains.people.types import AddressSeen, RoleName
from rapport.domains.promises import actions, queries
from rapport.domains.promises.models import Holiday, ServiceLevel
from rapport.foundation import postroom
from rapport.foundation.actors import system
from rapport.foundation.models.mail import Letter, RawMail
from tests.outsiders.cases import Case
from tests.outsiders.opened import Page, _says
from tests.outsiders.recovery import spoken_for_us
from tests.world import NOT_THERE, World


def _client_contact(w: World) -> int:
    return Role.objects.get(role=RoleName.CLIENT_CONTACT).pk


def _domain(w: World) -> MailDomain:
    found = MailDomain.objects.get_or_create(
        organisation_id=w.cast.aldergate.pk, domain="kolb.example", defaults={"verified_at": w.at}
    )
    return found[0]


def _role(w: World) -> dict[str, Any]:
    return {"role_id": _client_contact(w)}


def _day_off(w: World) -> int:
    found = Holiday.objects.filter(calendar=w.calendar).first()
    if found is None:
        actions.add_holidays(calendar_id=w.calendar.pk, days={date(2026, 12, 31): "Mine"}, actor=w.cast.ines, at=w.at)
    return Holiday.objects.get(calendar=w.calendar).pk


def _level(w: World) -> int:
    return ServiceLevel.objects.order_by("pk")[0].pk


WEEK: dict[str, Any] = {"monday": "09:00–17:00", "zone": "Europe/Berlin"}

PROMISES = {
    "remove_holiday": Case(
        lambda w, who, on: actions.remove_holiday(holiday_id=on, actor=who, at=w.at), on=_day_off, insider="ines"
    ),
    "end_service_level": Case(
        lambda w, who, on: actions.end_service_level(level_id=on, actor=who, at=w.at) or True, on=_level, insider="ines"
    ),
}
HOURS = {
    "counting_calendar": Case(lambda w, who, _: queries.counting_calendar(who)),
    "days_off": Case(
        lambda w, who, on: on and queries.days_off(who, since=w.at.date(), until=date(2027, 1, 1)), on=_day_off
    ),
    "clocks_moved": Case(
        lambda w, who, _: queries.clocks_moved(who, {"week": [[["09:00", "17:00"]], [], [], [], [], [], []]}),
        insider="ines",
    ),
}


def unread_mail(w: World) -> int:
    """A mail from Marta that nobody could read."""
    raw = b"From: marta.kolb@aldergate.example\r\nSubject: Plotter\r\n\r\n"
    delivery = postroom.Delivery(raw, "marta.kolb@aldergate.example", [], None, "admin:unread")
    taken = postroom.take([delivery], at=w.at)
    postroom.settle([(pk, "quarantined", "It has no end.", None) for pk in taken])
    return RawMail.objects.get(source_key="admin:unread").pk


def refused_letter(w: World) -> int:
    """Our answer to Marta did not leave."""
    Letter.objects.filter(pk=w.letter.pk).update(state=Letter.REFUSED, reason="No such mailbox.", posted_at=w.at)
    return w.letter.pk


def _with_refused(w: World) -> int:
    refused_letter(w)
    return w.ticket.pk


def _with_came_back(w: World) -> int:
    Draft.objects.update_or_create(
        agent_id=w.cast.hugo.person_id,
        ticket_id=w.ticket.pk,
        defaults={"text": "Hm.", "fault": "Full.", "saved_at": w.at},
    )
    return w.ticket.pk


def _address(w: World) -> int:
    return Address.objects.filter(person_id=w.marta).order_by("pk")[0].pk


def _closed(w: World) -> int:
    postroom.suppress([Address.objects.get(pk=_address(w)).address], "No such mailbox.", at=w.at)
    return w.marta


def _rows_of(person_id: int) -> list[AddressSeen]:
    return people.addresses_of(system(), person_id) if person_id != NOT_THERE else []


def _letter(w: World) -> dict[str, Any]:
    return {"ticket_id": w.ticket.pk, "letter_id": refused_letter(w)}


PEOPLE = {
    "all_tokens": Case(lambda w, who, _: people.all_tokens(who), insider="ines"),
    "refusing_addresses": Case(
        lambda w, who, on: people.refusing_addresses(who, _rows_of(on)), on=_closed, insider="noor"
    ),
    "mail_domains": Case(
        lambda w, who, on: people.mail_domains(who, on),
        on=lambda w: _domain(w).organisation_id,
        insider="ines",
    ),
    "role_held": Case(lambda w, who, on: [people.role_held(who, on)], on=_client_contact, insider="ines"),
    "roles_held": Case(
        lambda w, who, on: people.roles_held(who, on), on=lambda w: w.cast.ruth.person_id, insider="ines"
    ),
}

REFUSED = Case(lambda w, who, on: queries_of_desk.refused_letters(who, on, at=w.at), on=_with_refused)
STOPPED = Case(lambda w, who, _: queries_of_desk.tickets_with_stopped_letters(who, at=w.at), on=_with_refused)
CAME_BACK = Case(lambda w, who, _: queries_of_desk.tickets_whose_answer_came_back(who), on=_with_came_back)
END_DOMAIN = Case(
    lambda w, who, on: people_actions.end_mail_domain(
        domain_id=on, organisation_id=w.cast.aldergate.pk, actor=who, at=w.at
    ),
    on=lambda w: _domain(w).pk,
    insider="ines",
)
MAIL_AGAIN = Case(
    lambda w, who, on: people_actions.allow_mail_again(address_id=on, actor=who, at=w.at) or True,
    on=_address,
    insider="noor",
)


def _unread(w: World) -> dict[str, Any]:
    return {"raw_mail_id": unread_mail(w)}


DESK = {
    "send_letter_again": Case(
        lambda w, who, on: desk.send_letter_again(ticket_id=w.ticket.pk, letter_id=on, actor=who, at=w.at) or True,
        on=refused_letter,
    ),
    "read_mail_again": Case(
        lambda w, who, on: desk.read_mail_again(raw_mail_id=on, actor=who, at=w.at) or True,
        on=unread_mail,
        insider="ines",
    ),
    "take_raw_mail": Case(
        lambda w, who, on: desk.take_raw_mail(raw_mail_id=on, actor=who, at=w.at), on=unread_mail, insider="ines"
    ),
}

PAGES: Mapping[str, Page] = {
    "workspace:roles": Page(lambda w: {"person_id": w.marta}, "ines"),
    "workspace:name_contact": Page(lambda w: {"person_id": w.marta}, "ines", post=_says()),
    "workspace:belonging": Page(lambda w: {"organisation_id": _domain(w).organisation_id}, "ines"),
    "workspace:end_mail_domain": Page(
        lambda w: {"organisation_id": _domain(w).organisation_id, "domain_id": _domain(w).pk}, "ines", post=_says()
    ),
    "workspace:end_role": Page(_role, "ines"),
    "workspace:end_role POST": Page(_role, "ines", _says()),
    "workspace:read_mail_again": Page(_unread, "ines", _says()),
    "workspace:raw_mail": Page(_unread, "ines", _says()),
    "workspace:send_again": Page(_letter, "hugo", _says()),
    "workspace:tokens": Page(insider="ines"),
    "workspace:revoke_token": Page(lambda w: {"token_id": w.api_token.pk}, "ines", _says()),
    "workspace:published": Page(insider="dev"),
    "workspace:set_goal": Page(insider="dev", post=_says(measure="promises_kept", name="Mine", goal="90")),
    "workspace:publish_deed": Page(insider="dev", post=_says(said="Mine", did="Mine", asked_by="")),
    "workspace:withdraw_deed": Page(lambda w: {"deed_id": w.deed.pk}, "dev", _says()),
    "workspace:keep_off": Page(lambda w: {"testimonial_id": spoken_for_us(w)}, "dev", _says(why="A client is named.")),
    "workspace:hours": Page(insider="ines"),
    "workspace:hours POST": Page(insider="ines", post=_says(**WEEK)),
    "workspace:add_day_off": Page(insider="ines", post=_says(on="2026-12-30", name="Mine")),
    "workspace:remove_day_off": Page(lambda w: {"holiday_id": _day_off(w)}, "ines", _says()),
    "workspace:set_service_level": Page(insider="ines", post=_says(solution="8", share="90")),
    "workspace:end_service_level": Page(lambda w: {"level_id": _level(w)}, "ines", _says()),
}
