"""Thirty searches with what they find: accents, beginnings, phrases, Chinese, Japanese and Korean, and reach.

The suite runs on SQLite and on PostgreSQL; the same lists hold on both.
"""

from __future__ import annotations

from datetime import timedelta

from rapport.foundation import search
from rapport.foundation.actors import system
from rapport.foundation.search import NewEntry
from tests.cast import MONDAY, Cast

# number, title, text, and who finds it: persons, teams and organisations of the cast
ENTRIES = [
    (1, "Drucker im Büro fällt aus", "Der große Drucker in Zürich druckt nicht mehr.", "marta desk aldergate"),
    (2, "VPN drops every hour", "No route to host after the update.", "marta desk aldergate"),
    (3, "Route planning for vans", "The host of the meeting has no plan.", "ivo desk aldergate"),
    (4, "Café terminal offline", "Crème brûlée cannot be paid by card.", "lena field fenmoor"),
    (5, "東京のプリンター", "会議室のプリンターが動きません。", "marta desk aldergate"),
    (6, "网络很慢", "上海办公室的网络今天很慢。", "lena desk fenmoor"),
    (7, "프린터 고장", "서울 사무실 프린터가 고장났습니다.", "tomas field merrow"),
    (8, "Straße gesperrt", "The way to the Tromsø office is blocked.", "tomas desk merrow"),
    (9, "Printer R-4812 out of toner", "Ask for toner TN-247 in black.", "marta field aldergate"),
    (10, "Invoice 2026/117", "O'Brien & Søn ask for a naïve résumé.", "ivo field aldergate"),
]
SEARCHES: list[tuple[str, str, list[int]]] = [
    ("hugo", "buro ", [1]),
    ("hugo", "BÜRO ", [1]),
    ("hugo", "zurich ", [1]),
    ("hugo", "fallt aus ", [1]),
    ("hugo", "grosse ", [1]),
    ("hugo", "strasse ", [8]),
    ("hugo", "straße ", [8]),
    ("hugo", "tromso", [8]),
    ("sanna", "creme brulee ", [4]),
    ("sanna", "naive resume ", [10]),
    ("sanna", "son ", [10]),
    ("hugo", "druck", [1]),
    ("hugo", "druck ", []),
    ("hugo", "rou", [3, 2]),
    ("hugo", "rou* host ", [3, 2]),
    ("hugo", '"no route" ', [2]),
    ("hugo", '"route to host" ', [2]),
    ("hugo", '"host route" ', []),
    ("hugo", '"has no plan', [3]),
    ("hugo", "東京", [5]),
    ("hugo", "プリンター", [5]),
    ("hugo", "网络", [6]),
    ("hugo", "上海办公室", [6]),
    ("sanna", "프린터", [7]),
    ("sanna", "r-4812 ", [9]),
    ("sanna", "tn-247", [9]),
    ("marta", "printer toner ", [9]),
    ("ivo", "printer toner ", []),
    ("ruth", "route ", [3, 2]),
    ("ruth", "프린터", []),
    ("lena", "网络", [6]),
    ("tomas", "blocked ", [8]),
    ("nobody", "printer ", []),
    ("hugo", "toner ", []),
    ("hugo", "%", []),
]


def tokens(cast: Cast, written: str) -> list[str]:
    """The reach tokens of names."""
    known = {
        "desk": f"t{cast.service_desk.pk}",
        "field": f"t{cast.field_team.pk}",
        "aldergate": f"o{cast.aldergate.pk}",
        "fenmoor": f"o{cast.fenmoor.pk}",
        "merrow": f"o{cast.merrow.pk}",
    }
    return [known.get(name) or f"p{getattr(cast, name).person_id}" for name in written.split()]


def index(cast: Cast) -> None:
    """Put the ten entries into the index, the first the newest."""
    search.index(
        [
            NewEntry("story", number, None, title, text, tokens(cast, who), MONDAY - timedelta(days=number))
            for number, title, text, who in ENTRIES
        ]
    )


def test_there_are_thirty() -> None:
    assert len(SEARCHES) >= 30


def test_each_search_finds_what_is_listed(cast: Cast) -> None:
    index(cast)
    found = [
        (who, asked, [hit.ref_id for hit in search.find(cast.everybody[who], asked, kinds=["story"]).rows])
        for who, asked, _ in SEARCHES
    ]
    assert found == SEARCHES


def test_the_system_finds_all_of_them(cast: Cast) -> None:
    index(cast)
    assert {hit.ref_id for hit in search.find(system(), "printer ").rows} == {9}
    assert len(search.find(system(), "route ").rows) == 2
