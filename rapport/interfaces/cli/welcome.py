"""The words at the start: a demo where there is nothing, addresses, and one-time links."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from rapport.domains.people import actions as people_actions
from rapport.domains.people import queries as people
from rapport.foundation import actors
from rapport.interfaces.cli.refusals import Refused

UNFINISHED = "demo.unfinished"


def make_demo_if_empty() -> bool:
    """Fill an empty place with the demo; False where something is there already.

    While it is made a file says so: a demo that was stopped halfway must not pass for a whole one.
    """
    unfinished = settings.DATA / UNFINISHED
    if unfinished.exists() and people.has_provider():
        raise Refused(
            "The demo was stopped while it was being made, so part of it is missing. Nothing of yours is in it. "
            f"Begin anew with an empty place: make clean (or empty the folder {settings.DATA}), then make run."
        )
    if people.has_provider():
        return False
    from rapport.interfaces.cli.demo import make

    print("Making the demo ...", flush=True)
    unfinished.touch()
    make(at=timezone.now())
    unfinished.unlink()
    return True


def print_links() -> None:
    """Addresses and a link for each of four people, good for a day; loopback only."""
    from rapport.interfaces.cli.demo import cast

    base = settings.BASE_URL
    print(f"\n  Rapport      {base}/")
    print(f"  Results      {base}/results")
    print(f"  Post         {base}/post/   (nothing leaves this machine)")
    print(f"  SMTP         {settings.SMTP_HOST}:{settings.SMTP_PORT}\n")
    for role, name, person_id in cast():
        token = people_actions.lasting_sign_in(person_id=person_id, actor=actors.system(), at=timezone.now())
        print(f"  {role:<15}{name:<16}{base}/demo/{token}/")
    print("\n  Ctrl-C stops everything.\n", flush=True)


def administrator_link(email: str) -> str:
    """To the first run on an empty place, else to sign in as somebody who is an administrator."""
    system, now = actors.system(), timezone.now()
    if not people.has_provider():
        return f"{settings.BASE_URL}/desk/start/{people_actions.first_run_link(actor=system, at=now)}/"
    if not email:
        raise Refused("There is a provider already. Say for whom: rapport admin invite --email name@example.org")
    try:
        token = people_actions.sign_in_token(email=email, actor=system, at=now)
    except (people_actions.NoSuchAccount, people_actions.WrongAddress) as error:
        raise Refused(f"{error} No link was made.") from None
    return f"{settings.BASE_URL}/sign-in/{token}/"
