"""Knowledge: words that Aldergate and we use, proposals that are Marta's, and a service that only she uses."""

from __future__ import annotations

from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.models import Term
from rapport.domains.knowledge.types import TermFilters, Wording
from rapport.domains.people import actions as people
from rapport.domains.people.models import Service
from rapport.foundation.actors import system
from tests.outsiders import articles
from tests.outsiders.cases import Case, Table
from tests.world import World

BOTH = {"their_word": "lantern", "our_word": "lamp"}
THEIRS = Wording("lighthouse lamp", "beacon", "The lamp on the lighthouse.")


def service_of_marta(w: World) -> int:
    """A service of the Service Desk that nobody else uses."""
    known = Service.objects.filter(name="Lighthouse").first()
    if known is not None:
        return known.pk
    made = people.create_service(name="Lighthouse", team_id=w.cast.service_desk.pk, actor=system(), at=w.at)
    people.record_use(service_id=made.pk, person_ids=[w.marta], since=w.at.date(), actor=system(), at=w.at)
    return made.pk


def service_key_of_marta(w: World) -> dict[str, str]:
    """The key of its address."""
    return {"key": Service.objects.get(pk=service_of_marta(w)).key}


def proposed_by_marta(w: World) -> int:
    """A word of hers that waits for us."""
    known = Term.objects.filter(proposed_by=w.marta).first()
    if known is not None:
        return known.pk
    service = service_of_marta(w)
    return actions.propose_term(wording=THEIRS, service_id=service, actor=w.cast.marta, at=w.at).pk


def proposed_to_marta(w: World) -> int:
    """A word that Hugo put to her, on her ticket."""
    known = Term.objects.filter(asked=w.marta).first()
    if known is not None:
        return known.pk
    made = actions.propose_term(
        wording=Wording("paper eater", "plotter"),
        organisation_id=w.cast.aldergate.pk,
        service_id=w.cast.mail.pk,
        asked_id=w.marta,
        ref=("ticket", w.ticket.pk),
        actor=w.cast.hugo,
        at=w.at,
    )
    return made.pk


def agreed_with_marta(w: World) -> int:
    """A word of her service that both agreed on."""
    term_id = proposed_by_marta(w)
    if Term.objects.filter(pk=term_id, in_force_since=None).exists():
        actions.agree_term(term_id=term_id, actor=w.cast.hugo, at=w.at)
    return term_id


def key_of(term_id: int) -> str:
    """Its public key."""
    return Term.objects.values_list("key", flat=True).get(pk=term_id)


ACTIONS = Table(
    tried={
        **articles.ACTIONS,
        "propose_term": Case(
            lambda w, who, on: actions.propose_term(wording=THEIRS, service_id=on, actor=who, at=w.at),
            on=service_of_marta,
            insider="marta",
        ),
        "reword_term": Case(
            lambda w, who, on: actions.reword_term(term_id=on, wording=Wording("lamp", "beacon"), actor=who, at=w.at),
            on=proposed_by_marta,
            insider="hugo",
        ),
        "agree_term": Case(
            lambda w, who, on: actions.agree_term(term_id=on, actor=who, at=w.at), on=proposed_to_marta, insider="marta"
        ),
        "decline_term": Case(
            lambda w, who, on: actions.decline_term(term_id=on, reason="No.", actor=who, at=w.at),
            on=proposed_by_marta,
            insider="hugo",
        ),
        "retire_term": Case(
            lambda w, who, on: actions.retire_term(term_id=on, actor=who, at=w.at), on=agreed_with_marta, insider="ruth"
        ),
    },
)


def _words(w: World, who: object, on: int) -> object:
    found = queries.words_in_conversation(
        who, theirs={1: "The lighthouse lamp is out."}, ours="Your beacon.", organisation_id=on
    )
    return found.spotted or found.heard


def _of_aldergate(w: World) -> int:
    agreed_with_marta(w)
    return w.cast.aldergate.pk


def _service(w: World) -> int:
    agreed_with_marta(w)
    return service_of_marta(w)


def _waiting(w: World) -> int:
    proposed_to_marta(w)
    return w.cast.mail.pk


QUERIES = Table(
    open=articles.OPEN,
    tried={
        **articles.QUERIES,
        "synonyms": Case(
            lambda w, who, _: (agreed_with_marta(w), queries.synonyms(who, "lighthouse lamp"))[1], insider="hugo"
        ),
        "term": Case(lambda w, who, on: queries.term(who, on), on=proposed_to_marta, insider="marta"),
        "terms": Case(
            lambda w, who, on: queries.terms(who, filters=TermFilters(organisation_id=on)).rows,
            on=_of_aldergate,
            insider="hugo",
        ),
        "waiting": Case(lambda w, who, on: queries.waiting(who, service_id=on), on=_waiting, insider="marta"),
        "words_in_conversation": Case(_words, on=_of_aldergate, insider="hugo"),
        "words_of_service": Case(
            lambda w, who, on: queries.words_of_service(who, on).rows, on=_service, insider="marta"
        ),
    },
)
