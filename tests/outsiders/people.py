"""People: persons, roles, places, profiles, links and tokens."""

from __future__ import annotations

from datetime import date, timedelta

from rapport.domains.people import actions, queries
from rapport.domains.people.actions import Newcomer
from rapport.domains.people.models import Person
from rapport.domains.people.types import RoleName
from rapport.foundation.actors import Actor, system
from tests.outsiders import admin, gap, leaving, sites, stages
from tests.outsiders.cases import Case, Table
from tests.world import NO_KEY, NOT_THERE, World

PLACES = "Ivo sits in the same office: its organisation, site and services are his, too"
SYSTEM = "called by the mail path and by imports, which act as the system"
LINK = "whoever holds the link may use it; the story of the link tests that it works once"


def _merged_and_parted(w: World, who: Actor, on: int) -> object:
    """Somebody merged a second Marta into her: only staff may part them."""
    if on == NOT_THERE:
        return actions.undo_merge(person_id=on, actor=who, at=w.at)
    newcomer = Newcomer(w.cast.aldergate.pk, "second.marta@aldergate.example", "Marta Kolb")
    second = actions.meet(newcomers=[newcomer], actor=system(), at=w.at)[newcomer.place]
    actions.merge_people(keep_id=on, other_id=second, actor=system(), at=w.at)
    return actions.undo_merge(person_id=second, actor=who, at=w.at)


def _key(w: World) -> str:
    return Person.objects.values_list("key", flat=True).get(pk=w.marta)


def _critical_day(w: World) -> int:
    day = w.at.date() + timedelta(days=5)
    marta = w.cast.marta
    return actions.add_critical_day(person_id=w.marta, on=day, words="Move-out", actor=marta, at=w.at).pk


def _shown_card(w: World, who: Actor, _: object) -> object:
    actions.keep_own_card(words={"does": "Printers"}, actor=who, at=w.at)
    return actions.show_own_card(actor=who, at=w.at)


def _consented(w: World, who: Actor, on: int) -> object:
    """Marta agreed to something; those who may read people see to what."""
    actions.give_consent(kind="pilot", actor=w.cast.marta, at=w.at)
    return queries.consents(who, on)


def _her_days(w: World, who: Actor, on: int) -> object:
    _critical_day(w)
    return queries.critical_days(who, on, today=w.at.date())


ACTIONS = Table(
    tried={
        **leaving.ACTIONS,
        "allow_mail_again": admin.MAIL_AGAIN,
        "add_critical_day": Case(
            lambda w, who, on: actions.add_critical_day(
                person_id=on, on=w.at.date() + timedelta(days=9), words="Mine", actor=who, at=w.at
            ),
            on=lambda w: w.marta,
            insider="marta",
        ),
        "remove_critical_day": Case(
            lambda w, who, on: actions.remove_critical_day(day_id=on, actor=who, at=w.at) or True,
            on=_critical_day,
            insider="marta",
        ),
        "keep_own_card": Case(
            lambda w, who, _: actions.keep_own_card(words={"does": "Mine"}, actor=who, at=w.at), insider="hugo"
        ),
        "show_own_card": Case(_shown_card, insider="hugo"),
        "hide_own_card": Case(lambda w, who, _: actions.hide_own_card(actor=who, at=w.at), insider="hugo"),
        "create_organisation": Case(
            lambda w, who, _: actions.create_organisation(name="Mine", actor=who, at=w.at), insider="ines"
        ),
        "create_service": Case(
            lambda w, who, _: actions.create_service(name="Mine", team_id=w.cast.service_desk.pk, actor=who, at=w.at),
            insider="ines",
        ),
        **sites.ACTIONS,
        "create_site": Case(
            lambda w, who, _: actions.create_site(
                organisation_id=w.cast.aldergate.pk, name="Attic", actor=who, at=w.at
            ),
            insider="noor",
        ),
        "create_team": Case(lambda w, who, _: actions.create_team(name="Mine", actor=who, at=w.at), insider="ines"),
        "end_sessions": Case(
            lambda w, who, on: actions.end_sessions(account_id=on, actor=who, at=w.at),
            on=lambda w: w.account.pk,
            insider="marta",
        ),
        "first_run_link": Case(lambda w, who, _: actions.first_run_link(actor=who, at=w.at), insider=""),
        "grant_role": Case(
            lambda w, who, on: actions.grant_role(
                person_id=on, role=RoleName.CLIENT_CONTACT, organisation_id=w.cast.aldergate.pk, actor=who, at=w.at
            ),
            on=lambda w: w.marta,
            insider="ines",
        ),
        "import_people": Case(
            lambda w, who, _: actions.import_people(
                rows=[{"email": "new@aldergate.example", "organisation": "Aldergate Electric"}], actor=who, at=w.at
            ),
            insider="ines",
        ),
        "invite_agent": Case(
            lambda w, who, _: actions.invite_agent(
                email="new@northwind.example",
                name="New",
                team_ids=[w.cast.service_desk.pk],
                role=RoleName.AGENT,
                actor=who,
                at=w.at,
            ),
            insider="ines",
        ),
        "lasting_sign_in": Case(
            lambda w, who, on: actions.lasting_sign_in(person_id=on, actor=who, at=w.at),
            on=lambda w: w.marta,
            insider="ines",
        ),
        "merge_people": Case(
            lambda w, who, on: actions.merge_people(keep_id=w.cast.ivo.person_id or 0, other_id=on, actor=who, at=w.at),
            on=lambda w: w.marta,
            insider="ines",
        ),
        "move_person": Case(
            lambda w, who, on: actions.move_person(person_id=on, organisation_id=w.cast.fenmoor.pk, actor=who, at=w.at),
            on=lambda w: w.marta,
            insider="noor",
        ),
        "opt_out": Case(
            lambda w, who, on: actions.opt_out(person_id=on, actor=who, at=w.at),
            on=lambda w: w.marta,
            insider="marta",
        ),
        "end_use": Case(
            lambda w, who, on: actions.end_use(
                service_id=w.cast.mail.pk, person_ids=[on], until=w.at.date(), actor=who, at=w.at
            ),
            on=lambda w: w.marta,
            insider="noor",
        ),
        "record_use": Case(
            lambda w, who, on: actions.record_use(
                service_id=w.cast.mail.pk, person_ids=[on], since=w.at.date(), actor=who, at=w.at
            ),
            on=lambda w: w.cast.ruth.person_id,
            insider="noor",
        ),
        "resolve_imported": Case(
            lambda w, who, _: actions.resolve_imported(persons=[], actor=who, at=w.at) or True, insider="ines"
        ),
        "resolve_named": Case(
            lambda w, who, _: actions.resolve_named(people=[], actor=who, at=w.at) or True, insider="noor"
        ),
        "revoke_role": Case(
            lambda w, who, on: actions.revoke_role(role_id=on, actor=who, at=w.at),
            on=lambda w: w.role.pk,
            insider="ines",
        ),
        "revoke_token": Case(
            lambda w, who, on: actions.revoke_token(token_id=on, actor=who, at=w.at),
            on=lambda w: w.api_token.pk,
            insider="marta",
        ),
        "set_preference": Case(
            lambda w, who, on: actions.set_preference(person_id=on, key="text", value="large", actor=who, at=w.at),
            on=lambda w: w.marta,
            insider="marta",
        ),
        "set_up_provider": Case(
            lambda w, who, _: actions.set_up_provider(
                name="Mine",
                zone="Europe/Berlin",
                language="en",
                administrator_email="me@example.org",
                administrator_name="Me",
                actor=who,
                at=w.at,
            ),
            insider="",
        ),
        "sign_in_token": Case(
            lambda w, who, on: actions.sign_in_token(email=on, actor=who, at=w.at),
            on=lambda w: "marta.kolb@aldergate.example",
            missing="nobody@aldergate.example",
            insider="ines",
        ),
        "undo_merge": Case(_merged_and_parted, on=lambda w: w.marta, insider="noor"),
        "update_profile": Case(
            lambda w, who, on: actions.update_profile(person_id=on, changes={"name": "Me"}, actor=who, at=w.at),
            on=lambda w: w.marta,
            insider="marta",
        ),
        "end_mail_domain": admin.END_DOMAIN,
        "verify_domain": Case(
            lambda w, who, on: actions.verify_domain(organisation_id=on, domain="else.example", actor=who, at=w.at),
            on=lambda w: w.cast.aldergate.pk,
            insider="ines",
        ),
    },
    own={
        **leaving.OWN_ACTIONS,
        "give_consent": lambda w, who, _: actions.give_consent(kind="pilot", actor=who, at=w.at),
        "withdraw_consent": lambda w, who, _: actions.withdraw_consent(kind="pilot", actor=who, at=w.at),
        "opt_in": lambda w, who, _: actions.opt_in(actor=who, at=w.at),
        "issue_token": lambda w, who, _: actions.issue_token(name="Mine", scopes=["tickets:read"], actor=who, at=w.at),
    },
    open={
        "sign_in": LINK,
        "confirm_address": LINK,
        "first_run": LINK,
        "sign_in_link": "the answer is the same for every address; the story of signing in tests it",
    },
    inner={
        **leaving.INNER_ACTIONS,
        "adopt_unconfirmed": "called by the desk once the link of the mail was used, as the system",
        "meet_unconfirmed": "called by the desk for somebody who asks without being signed in, as the system",
        "meet": SYSTEM,
        "resolve_senders": SYSTEM,
    },
)


DAYS = {"since": date(2000, 1, 1), "until": date(2040, 1, 1)}
OUTLOOK = {
    "closing_sites": Case(lambda w, who, _: [queries.closing_sites(who, **DAYS)], insider="system"),
    "ended_uses": Case(lambda w, who, _: [queries.ended_uses(who, **DAYS)], insider="system"),
    "new_uses": Case(lambda w, who, on: queries.new_uses(who, [on], since=date(2000, 1, 1)), on=lambda w: w.marta),
    "people_called": Case(
        lambda w, who, on: queries.people_called(who, "Marta", site_id=on), on=lambda w: w.cast.head_office.pk
    ),
    "people_at": Case(lambda w, who, on: queries.people_at(who, site_id=on), on=lambda w: w.cast.head_office.pk),
    "serve_in_team": Case(
        lambda w, who, on: queries.serve_in_team(who, on), on=lambda w: w.cast.service_desk.pk, insider="system"
    ),
    "still_serving": Case(
        lambda w, who, on: queries.still_serving(who, [on]), on=lambda w: w.cast.hugo.person_id, insider="system"
    ),
    "team_ids": Case(lambda w, who, _: queries.team_ids(who), insider="system"),
}
QUERIES = Table(
    tried={
        **gap.PEOPLE,
        **stages.PEOPLE,
        **admin.PEOPLE,
        **leaving.QUERIES,
        "consents": Case(_consented, on=lambda w: w.marta),
        "critical_days": Case(_her_days, on=lambda w: w.marta),
        **OUTLOOK,
        "languages_and_since": Case(
            lambda w, who, on: queries.languages_and_since(who, [on]), on=lambda w: w.marta, insider="system"
        ),
        "names": Case(lambda w, who, on: queries.names(who, [on]), on=lambda w: w.marta),
        "team_names": Case(lambda w, who, _: queries.team_names(who)),
        "organisation": Case(lambda w, who, on: [queries.organisation(who, on)], on=lambda w: w.cast.aldergate.pk),
        **sites.QUERIES,
        "site": Case(lambda w, who, on: [queries.site(who, on)], on=lambda w: w.cast.head_office.pk),
        "organisations": Case(
            lambda w, who, on: [o for o in queries.organisations(who) if o.pk == on],
            on=lambda w: w.cast.aldergate.pk,
            colleague=PLACES,
        ),
        "people": Case(
            lambda w, who, on: (
                [c for c in queries.people(who, size=100).rows if c.id == on]
                + [c for c in queries.people(who, search="Marta").rows if c.id == on]
            ),
            on=lambda w: w.marta,
        ),
        "is_anybody_served": Case(lambda w, who, _: queries.is_anybody_served(who), insider="ines"),
        "people_with_role": Case(
            lambda w, who, _: queries.people_with_role(who, [RoleName.CLIENT_CONTACT]), insider="ines"
        ),
        "person": Case(lambda w, who, on: queries.person(who, on), on=lambda w: w.marta),
        "person_by_key": Case(lambda w, who, on: queries.person_by_key(who, on), on=_key, missing=NO_KEY),
        "service": Case(lambda w, who, on: queries.service(who, on), on=lambda w: w.cast.printing.pk, colleague=PLACES),
        "service_by_key": Case(
            lambda w, who, on: queries.service_by_key(who, on),
            on=lambda w: w.cast.printing.key,
            colleague=PLACES,
            missing=NO_KEY,
        ),
        "service_names": Case(
            lambda w, who, on: [name for pk, name in queries.service_names(who) if pk == on],
            on=lambda w: w.cast.printing.pk,
            colleague=PLACES,
        ),
        "services": Case(
            lambda w, who, on: [s for s in queries.services(who) if s.pk == on],
            on=lambda w: w.cast.printing.pk,
            colleague=PLACES,
        ),
        "services_of": Case(lambda w, who, on: queries.services_of(who, [on]).get(on), on=lambda w: w.marta),
        "uses_of": Case(lambda w, who, on: queries.uses_of(who, on), on=lambda w: w.marta),
        "sites": Case(
            lambda w, who, on: [s for s in queries.sites(who) if s.pk == on],
            on=lambda w: w.cast.head_office.pk,
            colleague=PLACES,
        ),
        "staff_of_teams": Case(
            lambda w, who, on: queries.staff_of_teams(who, [on]), on=lambda w: w.cast.field_team.pk, insider="hugo"
        ),
        "wait_for": Case(lambda w, who, on: queries.wait_for(who, on), on=lambda w: w.marta, insider="hugo"),
        "staff_of_team": Case(
            lambda w, who, on: queries.staff_of_team(who, on), on=lambda w: w.cast.field_team.pk, insider="hugo"
        ),
        "team_of_service": Case(
            lambda w, who, on: queries.team_of_service(who, on), on=lambda w: w.cast.printing.pk, colleague=PLACES
        ),
        "teams": Case(
            lambda w, who, on: [t for t in queries.teams(who) if t.pk == on],
            on=lambda w: w.cast.field_team.pk,
            colleague=PLACES,
        ),
        "tokens": Case(
            lambda w, who, on: [t for t in queries.tokens(who) if t.pk == on],
            on=lambda w: w.api_token.pk,
            insider="marta",
        ),
    },
    own={"has_agreed": lambda w, who, _: queries.has_agreed(who, "readings")},
    open={
        "site_at": "whoever holds the key of a poster reads its site's name; whom to ask is for its people",
        "agent_cards": "what staff chose to tell those they help; its own test shows that nothing else reads it",
        "agent_cards_of_team": "the same cards, of those who serve in one team",
        "own_agent_card": "the card of the one who looks",
        "contacts_by_grant": "the contacts of the viewer's own organisation, so that they know who looks",
        "actor_of": "finds out who asks; there is no viewer yet",
        "actor_of_token": "finds out who asks; there is no viewer yet",
        "persons_of_account": "finds out who asks; there is no viewer yet",
        "brand": "the name on every page",
        "has_provider": "whether this place is set up",
        "provider": "the name on every page",
    },
)
