"""Where the people of the demo are: five offices, 24 temporary sites that open and close, and the crews that move."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from random import Random

from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import month_back
from rapport.interfaces.cli.demo.script import Part, Place, Story

OFFICES = {"Head office": 168, "Depot North": 62, "Depot South": 54, "Workshop Elm Street": 46, "Harbour Office": 40}
FIRST_SITES = (
    "Mill Lane", "Ring Road East", "Harbour Road", "Station Square", "Brewery Yard", "School Hill", "Airport Link",
    "Canal Street", "Old Tannery", "North Bridge", "Market Hall", "Hospital Wing C", "Stadium Gate", "Tram Depot",
)  # fmt: skip
NEXT_SITES = (
    "Quayside Tower", "Garden Quarter", "Ring Road West", "Library Court", "Ferry Terminal", "Foundry Lofts",
    "Water Works", "Museum Annex", "Cable Street", "Hilltop Clinic",
)  # fmt: skip
STAY = {"Mill Lane": 210, "Harbour Road": 26, "Ring Road East": 96, "Airport Link": 300}
"""Sites of the beginning that are still open, and for how many days from today."""
CREW = 21
FENMOOR_PLACES = {"Fenmoor Head office": 96, "Fenmoor East": 48, "Fenmoor West": 40}
FOODS_PEOPLE, CITIZENS = 36, 430
ON_SITE = (n.TABLETS, n.LINES, n.BADGES)
IN_OFFICE = (n.ACCOUNTS, n.MAIL)


def tell_places(story: Story, lot: Random, today: date) -> None:
    """Fill in sites, people, and who moves where when a site closes."""
    story.parts += [*n.STAFF]
    _builder(story, lot, today)
    _others(story, lot, today)


def _builder(story: Story, lot: Random, today: date) -> None:
    everybody = n.strangers(lot, "aldergate.example")
    for office, size in OFFICES.items():
        story.places.append(Place(n.BUILDER, office, "office"))
        for who in islice(everybody, size):
            story.parts.append(
                _part(
                    lot, who, organisation=n.BUILDER, site=office, services=_office_services(lot, office), today=today
                )
            )
    _sites(story, today)
    dates = {place.name: place for place in story.places}
    for number, site in enumerate(FIRST_SITES):
        for who in islice(everybody, CREW):
            part = _part(lot, who, organisation=n.BUILDER, site=site, services=_site_services(lot), today=today)
            story.parts.append(part)
            _move(story, part, dates[site], _next_of(number, dates), today)
    _named(story, today)


def _sites(story: Story, today: date) -> None:
    """Fourteen sites were open when the story begins; each of ten that close is followed by another one."""
    for number, site in enumerate(FIRST_SITES):
        opens = today - timedelta(days=640 - number * 11)
        closes = today + timedelta(days=STAY[site] if site in STAY else number * 25 - 380)
        story.places.append(Place(n.BUILDER, site, "temporary", opens, closes))
    closing = [place for place in story.places if place.kind == "temporary" and place.name not in STAY]
    for before, site in zip(reversed(closing), NEXT_SITES, strict=True):
        opens = (before.closes or today) - timedelta(days=10)
        if site == "Quayside Tower":
            opens = today + timedelta(days=8)
        story.places.append(Place(n.BUILDER, site, "temporary", opens, opens + timedelta(days=500)))


def _next_of(number: int, dates: dict[str, Place]) -> Place | None:
    closing = [site for site in FIRST_SITES if site not in STAY]
    site = FIRST_SITES[number]
    if site in STAY:
        return None
    return dates[NEXT_SITES[len(closing) - 1 - closing.index(site)]]


def _move(story: Story, part: Part, before: Place, after: Place | None, today: date) -> None:
    """The crew of a closed site goes to the next one; until that opens they are at the depot."""
    if after is None or before.closes is None or before.closes > today:
        return
    waiting = after.opens is not None and after.opens > today
    where = "Depot North" if waiting else after.name
    story.moves.append((before.closes, Part(**{**part.__dict__, "site": where})))


def _others(story: Story, lot: Random, today: date) -> None:
    housing = n.strangers(lot, "fenmoor.example")
    for office, size in FENMOOR_PLACES.items():
        story.places.append(Place(n.HOUSING, office, "office"))
        for who in islice(housing, size):
            services = (*IN_OFFICE, n.BADGES) if lot.random() < 0.7 else IN_OFFICE
            story.parts.append(_part(lot, who, organisation=n.HOUSING, site=office, services=services, today=today))
    story.places.append(Place(n.FOODS, "Tolland Mill", "plant"))
    for who in islice(n.strangers(lot, "tolland.example"), FOODS_PEOPLE):
        story.parts.append(_part(lot, who, organisation=n.FOODS, site="Tolland Mill", services=IN_OFFICE, today=today))
    for who in islice(n.strangers(lot, "merrow-mail.example"), CITIZENS):
        story.parts.append(_part(lot, who, organisation=n.CITY, site="", services=(n.PERMITS,), today=today))


def _named(story: Story, today: date) -> None:
    """The people the pages tell of."""
    early, recent = month_back(today, 22), month_back(today, 2)
    site = (*ON_SITE, n.DRAWINGS)
    story.parts += [
        Part(n.MARTA, "Marta Kolb", n.BUILDER, "Harbour Road", "en", early, (*site, n.ACCOUNTS)),
        Part(n.IVO, "Ivo Brandt", n.BUILDER, "Mill Lane", "en", early, site),
        Part(n.TOMAS, "Tomas Wier", n.BUILDER, "Ring Road East", "en", early, ON_SITE),
        Part(n.RUTH, "Ruth Adeyemi", n.BUILDER, "Head office", "en", early, (*IN_OFFICE, n.TABLETS), "client_contact"),
        Part(n.EWAN, "Ewan Price", n.HOUSING, "Fenmoor Head office", "en", early, IN_OFFICE, "client_contact"),
        Part(n.LENA, "Lena Fors", n.FOODS, "Tolland Mill", "en", recent, IN_OFFICE),
        Part(n.GRACE, "Grace Obi", n.CITY, "", "en", early, (n.PERMITS,)),
    ]


def _part(
    lot: Random, who: tuple[str, str], *, organisation: str, site: str, services: tuple[str, ...], today: date
) -> Part:
    email, name = who
    old = lot.random() < 0.9
    back = lot.randrange(15, 22) if old else lot.randrange(1, 13)
    since = month_back(today, back) + timedelta(days=lot.randrange(27))
    language = lot.choices(("en", "de", "pl"), weights=(78, 14, 8))[0]
    return Part(email, name, organisation, site, language, since, services)


def _office_services(lot: Random, office: str) -> tuple[str, ...]:
    if office != "Head office":
        return (*IN_OFFICE, n.TABLETS) if lot.random() < 0.4 else IN_OFFICE
    return (*IN_OFFICE, n.ESTIMATING) if lot.random() < 0.45 else IN_OFFICE


def _site_services(lot: Random) -> tuple[str, ...]:
    return (*ON_SITE, n.DRAWINGS) if lot.random() < 0.3 else (n.TABLETS, n.LINES)
