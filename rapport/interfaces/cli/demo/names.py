"""Who plays in the demo: the staff of Northwind Service, the people the pages name, and names for everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from rapport.interfaces.cli.demo.script import Part

PROVIDER = "Northwind Service"
BUILDER = "Aldergate Electric"
HOUSING = "Fenmoor Housing"
FOODS = "Tolland Foods"
CITY = "City of Merrow"

SITES_TEAM, OFFICES_TEAM, ONLINE_TEAM = "Sites and field", "Offices and accounts", "Online services"
TABLETS, LINES, BADGES, DRAWINGS = "Tablets and plotters", "Mobile lines", "Doors and badges", "Drawing store"
ACCOUNTS, ESTIMATING, MAIL, PERMITS = "Accounts and access", "Estimating tool", "Mail", "Permits online"

TEAM_OF = {
    TABLETS: SITES_TEAM, LINES: SITES_TEAM, BADGES: SITES_TEAM, DRAWINGS: SITES_TEAM,
    ACCOUNTS: OFFICES_TEAM, ESTIMATING: OFFICES_TEAM, MAIL: OFFICES_TEAM, PERMITS: ONLINE_TEAM,
}  # fmt: skip

WHAT_IT_IS = {
    TABLETS: "Tablets for site crews and the plotters that print their drawings.",
    LINES: "The mobile router in the trailer, and the network behind it.",
    BADGES: "Door readers and badges for offices and sites.",
    DRAWINGS: "Where drawings lie, and how fast they open on site.",
    ACCOUNTS: "Signing in, access to folders, new starters and leavers.",
    ESTIMATING: "The tool that turns a drawing into a bid.",
    MAIL: "Mailboxes, lists and the calendar.",
    PERMITS: "The building permits of the City of Merrow, applied for and followed on the web.",
}

NOOR, HUGO = "noor.haddad@northwind.example", "hugo.marek@northwind.example"
SANNA, DEV = "sanna.virta@northwind.example", "dev.anand@northwind.example"
ELIF, JONAS = "elif.kaya@northwind.example", "jonas.feld@northwind.example"
PRIYA, TEODOR = "priya.shah@northwind.example", "teodor.lind@northwind.example"
INGRID, PAUL = "ingrid.solberg@northwind.example", "paul.okafor@northwind.example"

STAFF = (
    Part(NOOR, "Noor Haddad", PROVIDER, role="team_lead", teams=(SITES_TEAM,)),
    Part(HUGO, "Hugo Marek", PROVIDER, role="agent", teams=(SITES_TEAM,)),
    Part(SANNA, "Sanna Virta", PROVIDER, role="agent", teams=(SITES_TEAM,)),
    Part(DEV, "Dev Anand", PROVIDER, role="agent", teams=(SITES_TEAM, OFFICES_TEAM)),
    Part(ELIF, "Elif Kaya", PROVIDER, role="team_lead", teams=(OFFICES_TEAM,)),
    Part(JONAS, "Jonas Feld", PROVIDER, role="agent", teams=(OFFICES_TEAM,)),
    Part(PRIYA, "Priya Shah", PROVIDER, role="team_lead", teams=(ONLINE_TEAM,)),
    Part(TEODOR, "Teodor Lind", PROVIDER, role="agent", teams=(ONLINE_TEAM,)),
    Part(INGRID, "Ingrid Solberg", PROVIDER, role="service_owner"),
)
DESK = {
    SITES_TEAM: (HUGO, SANNA, DEV, NOOR),
    OFFICES_TEAM: (JONAS, ELIF, DEV),
    ONLINE_TEAM: (TEODOR, PRIYA),
}
ADMINISTRATOR = Part(PAUL, "Paul Okafor", PROVIDER, role="administrator")

MARTA, IVO = "marta.kolb@aldergate.example", "ivo.brandt@aldergate.example"
RUTH, TOMAS = "ruth.adeyemi@aldergate.example", "tomas.wier@aldergate.example"
LENA, EWAN = "lena.fors@tolland.example", "ewan.price@fenmoor.example"
GRACE = "grace.obi@merrow-mail.example"

FIRST = [
    "Adam",
    "Agnes",
    "Alan",
    "Alina",
    "Amir",
    "Anna",
    "Anton",
    "Aoife",
    "Beata",
    "Ben",
    "Bianca",
    "Bruno",
    "Carla",
    "Cem",
    "Chloe",
    "Daniel",
    "Daria",
    "Dilan",
    "Dora",
    "Edda",
    "Elena",
    "Emil",
    "Emma",
    "Eryk",
    "Esther",
    "Eva",
    "Fatima",
    "Felix",
    "Finn",
    "Franka",
    "Georg",
    "Gita",
    "Hanna",
    "Hasan",
    "Helen",
    "Henrik",
    "Ines",
    "Ion",
    "Irena",
    "Isaac",
    "Ivana",
    "Jakub",
    "Jana",
    "Jasper",
    "Joana",
    "Jonah",
    "Julia",
    "Kacper",
    "Karim",
    "Katja",
    "Kofi",
    "Lara",
    "Lars",
    "Leon",
    "Lidia",
    "Lukas",
    "Magda",
    "Malik",
    "Maria",
    "Marek",
    "Mateo",
    "Maya",
    "Mia",
    "Milan",
    "Mina",
    "Mirjam",
    "Nadia",
    "Nils",
    "Nina",
    "Noel",
    "Olga",
    "Oskar",
    "Pawel",
    "Petra",
    "Rafael",
    "Rana",
    "Robin",
    "Rosa",
    "Samir",
    "Sara",
    "Selma",
    "Simon",
    "Sofia",
    "Stefan",
    "Tara",
    "Theo",
    "Tilda",
    "Tom",
    "Uma",
    "Vera",
    "Viktor",
    "Wanda",
    "Yara",
    "Yusuf",
    "Zofia",
]
LAST = [
    "Abel",
    "Acker",
    "Adler",
    "Baker",
    "Banerjee",
    "Baran",
    "Barnes",
    "Bauer",
    "Becker",
    "Bello",
    "Berg",
    "Bishop",
    "Blum",
    "Bose",
    "Brook",
    "Byrne",
    "Carver",
    "Chen",
    "Clarke",
    "Costa",
    "Croft",
    "Dahl",
    "Demir",
    "Dietz",
    "Doyle",
    "Drew",
    "Duarte",
    "Ekberg",
    "Ellis",
    "Falk",
    "Farrow",
    "Fischer",
    "Flynn",
    "Frost",
    "Garcia",
    "Gibbs",
    "Gruber",
    "Haas",
    "Hale",
    "Hansen",
    "Hardy",
    "Horvat",
    "Hughes",
    "Ito",
    "Jansen",
    "Jensen",
    "Keller",
    "Kemp",
    "Khan",
    "Klein",
    "Kowalski",
    "Kraus",
    "Kruger",
    "Lake",
    "Lang",
    "Larsen",
    "Lewis",
    "Lopez",
    "Lund",
    "Maier",
    "Marsh",
    "Meyer",
    "Moreau",
    "Mori",
    "Nagy",
    "Nash",
    "Neumann",
    "Novak",
    "Nowak",
    "Okoye",
    "Olsen",
    "Osei",
    "Palmer",
    "Park",
    "Patel",
    "Pavlov",
    "Perez",
    "Pohl",
    "Quinn",
    "Rahman",
    "Reed",
    "Richter",
    "Roth",
    "Rossi",
    "Santos",
    "Sauer",
    "Schulz",
    "Shaw",
    "Silva",
    "Singh",
    "Sommer",
    "Stone",
    "Szabo",
    "Tanner",
    "Thorn",
    "Turner",
    "Vance",
    "Vogel",
    "Wagner",
    "Walsh",
    "Weber",
    "Wilde",
    "Winter",
    "Wolf",
    "Wood",
    "Yilmaz",
    "Young",
    "Zeller",
]


def strangers(lot: Random, domain: str) -> Iterator[tuple[str, str]]:
    """Address and name of one person after the other, never the same address twice."""
    met: set[str] = set()
    while True:
        name = f"{lot.choice(FIRST)} {lot.choice(LAST)}"
        email = f"{name.lower().replace(' ', '.')}@{domain}"
        if email not in met:
            met.add(email)
            yield email, name
