"""`make bench`: measure everything, or what is named; print figures with their targets; exit 1 when one is missed."""

from __future__ import annotations

import argparse
import sys

from bench import pages, recovering, report, running
from bench.place import POSTGRESQL, SQLITE

MAILS, ACKNOWLEDGING, CORPUS, FAULTS, PAGES = "mails", "acknowledging", "corpus", "faults", "pages"
RECOVERING = "recovering"
EVERYTHING = (MAILS, ACKNOWLEDGING, CORPUS, FAULTS, PAGES, RECOVERING)
# Only by name, on PostgreSQL: they take many minutes and gigabytes. `--size` says how much of it.
LARGE = {
    "sampling": "people",
    "loyalty-large": "answers",
    "answers": "answers",
    "ledger-large": "people",
    "desk-day": "tickets",
}
LASTING = ("desk-day",)  # `--minutes` says how long
DATABASES = (SQLITE, POSTGRESQL)


def main() -> int:
    """Run what was asked for, one after the other."""
    asked = _asked()
    good = [_measured(name, asked) for name in asked.what or EVERYTHING]
    return 0 if all(good) else 1


def _measured(name: str, asked: argparse.Namespace) -> bool:
    databases = tuple(asked.on)
    if name in LARGE:
        given = {} if asked.size is None else {LARGE[name]: asked.size}
        given |= {"minutes": asked.minutes} if name in LASTING and asked.minutes else {}
        return report.show(name, running.run(name.replace("-", "_"), POSTGRESQL, **given))
    if name == RECOVERING:
        return recovering.main()  # plain functions: no database
    if name == PAGES:
        return pages.main(databases=databases)
    shown = [report.show(name, running.run(name, database)) for database in databases]  # all, also after a miss
    if name == MAILS:  # once more at a desk that has been used for years
        shown += [report.show(name, running.run(name, database, tickets=pages.LARGE)) for database in databases]
    return all(shown)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help=f"any of: {' '.join((*EVERYTHING, *LARGE))}; the first {len(EVERYTHING)} unless given",
    )
    parser.add_argument("--on", nargs="+", choices=DATABASES, default=list(DATABASES), help="which databases")
    parser.add_argument("--size", type=int, help="people, answers or tickets, for a smaller form of the large ones")
    parser.add_argument("--minutes", type=float, help=f"how long it lasts: {', '.join(LASTING)}; ten unless given")
    asked = parser.parse_args()
    if unknown := set(asked.what) - {*EVERYTHING, *LARGE}:
        parser.error(f"nothing is called {', '.join(sorted(unknown))}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
