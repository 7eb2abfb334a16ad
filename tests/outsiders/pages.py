"""Pages by the name of their address: what of Marta's each shows, who may open it, or why anybody may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapport.domains.people.models import Person
from tests.outsiders import knowledge, leaving
from tests.world import NO_KEY, NOT_THERE, World

Kwargs = Callable[[World], dict[str, Any]]


def _none(w: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Page:
    """One page of Marta's or of a team, opened as the insider may and as outsiders may not."""

    on: Kwargs = _none
    insider: str = "hugo"
    post: Callable[[World], Mapping[str, Any]] | None = None
    absent: Mapping[str, Any] = field(default_factory=dict)

    def missing(self, w: World) -> dict[str, Any]:
        """The same address of something that is not there."""
        given = self.on(w)
        named = {name: NOT_THERE if isinstance(value, int) else NO_KEY for name, value in given.items()}
        return named | dict(self.absent)


def _request(w: World) -> dict[str, Any]:
    return {"public_key": w.ticket.public_key}


def _done_request(w: World) -> dict[str, Any]:
    return {"public_key": w.done.public_key}


def _ticket(w: World) -> dict[str, Any]:
    return {"ticket_id": w.ticket.pk}


def _message(w: World) -> dict[str, Any]:
    return _ticket(w) | {"message_id": w.message.pk}


def _person(w: World) -> dict[str, Any]:
    return {"person_id": w.marta}


def _key_of_marta(w: World) -> str:
    return Person.objects.values_list("key", flat=True).get(pk=w.marta)


def _says(**said: Any) -> Callable[[World], Mapping[str, Any]]:
    return lambda w: said


def _other(w: World) -> Mapping[str, Any]:
    return {"other": leaving.second_marta(w)}


def _parted(w: World) -> Mapping[str, Any]:
    return {"other": leaving.merged_marta(w)}


def _named(w: World) -> Mapping[str, Any]:
    return {"name": "Marta Kolb"}


def _next_step(w: World) -> Mapping[str, Any]:
    return {"team": w.cast.service_desk.pk, "next_step": "Call", "next_step_on": ""}


def _team(w: World) -> Mapping[str, Any]:
    return {"name": "Mine", "email": "new@northwind.example", "role": "agent", "team": w.cast.service_desk.pk}


def _term(w: World) -> dict[str, Any]:
    return {"term_id": knowledge.proposed_by_marta(w)}


def _term_to_decide(w: World) -> dict[str, Any]:
    return {"key": knowledge.key_of(knowledge.proposed_to_marta(w))}


def _service(w: World) -> dict[str, Any]:
    return {"service_id": knowledge.service_of_marta(w)}


def _new_term(w: World) -> Mapping[str, Any]:
    return knowledge.BOTH | {"organisation": w.cast.aldergate.pk, "service": w.cast.mail.pk}


PAGES: Mapping[str, Page] = {
    "portal:request": Page(_request, "marta"),
    "portal:request POST": Page(_request, "marta", _says(text="One more thing.")),
    "portal:three_questions": Page(_done_request, "marta", _says(understood="yes")),
    "portal:attachment": Page(lambda w: _request(w) | {"attachment_id": w.attachment.pk}, "marta"),
    "portal:your_people": Page(insider="ruth"),
    "portal:your_person": Page(lambda w: {"key": _key_of_marta(w)}, "ruth"),
    "workspace:today": Page(),
    "workspace:three_questions": Page(lambda w: {"episode_id": w.episode.pk}, "hugo", _says(skip="1")),
    "workspace:queue": Page(),
    "workspace:held": Page(),
    "workspace:decide": Page(lambda w: {"held_id": w.held.pk}, "hugo", _says(decision="accept")),
    "workspace:ticket": Page(_ticket),
    "workspace:answer": Page(_ticket, "hugo", _says(text="Mine.", then="keep_open")),
    "workspace:note": Page(_ticket, "hugo", _says(text="Mine.")),
    "workspace:contact": Page(_ticket, "hugo", _says(text="Mine.", channel="phone", direction="ours")),
    "workspace:facts": Page(_ticket, "hugo", _says(kind="incident", priority="1", assignee="", service="")),
    "workspace:attachment": Page(lambda w: _ticket(w) | {"attachment_id": w.attachment.pk}),
    "workspace:original": Page(_message),
    "workspace:frame": Page(_message),
    "workspace:people": Page(),
    "workspace:person": Page(_person),
    "workspace:next_step": Page(_person, "hugo", _next_step),
    "workspace:find": Page(),
    "workspace:settings": Page(insider="ines"),
    "workspace:settings_team": Page(insider="ines", post=_says(name="Mine")),
    "workspace:settings_service": Page(
        insider="ines", post=lambda w: {"name": "Mine", "team_id": w.cast.service_desk.pk}
    ),
    "workspace:settings_mailbox": Page(insider="ines"),
    "workspace:settings_agent": Page(insider="ines", post=_team),
    "workspace:settings_people": Page(insider="ines"),
    "workspace:what_happens": Page(insider="ines"),
    "workspace:settings_work": Page(insider="ines"),
    "workspace:duplicates": Page(insider="noor"),
    "workspace:addresses": Page(_person, "noor"),
    "workspace:addresses POST": Page(_person, "noor", _says(address="more@else.example")),
    "workspace:merge": Page(_person, "noor"),
    "workspace:merge POST": Page(_person, "noor", _other),
    "workspace:part": Page(_person, "noor", _parted),
    "workspace:export_person": Page(_person, "ines"),
    "workspace:export_person POST": Page(_person, "ines", _named),
    "workspace:export": Page(lambda w: {"key": leaving.ready_export(w, w.cast.ines)}, "ines"),
    "workspace:erase_person": Page(_person, "ines"),
    "workspace:erase_person POST": Page(_person, "ines", _named),
    "workspace:settings_leaving": Page(insider="ines"),
    "portal:export": Page(lambda w: {"key": leaving.ready_export(w, w.cast.marta)}, "marta"),
    "portal:remove_address": Page(lambda w: {"address_id": leaving.another_address(w)}, "marta", _says()),
    "portal:term": Page(_term_to_decide, "marta"),
    "portal:decide_term": Page(_term_to_decide, "marta", _says(decision="yes")),
    "portal:service": Page(_service, "marta"),
    "portal:service POST": Page(_service, "marta", _says(**knowledge.BOTH)),
    "workspace:terms": Page(),
    "workspace:propose_term": Page(post=_new_term),
    "workspace:term": Page(_term),
    "workspace:decide_term": Page(_term, "hugo", _says(decision="agree")),
    "workspace:reword_term": Page(_term, "hugo", _says(**knowledge.BOTH)),
    "workspace:catch_term": Page(_ticket, "hugo", _says(**knowledge.BOTH)),
    "workspace:check": Page(_ticket, "hugo", _says(text="Your beacon.")),
    "workspace:service": Page(_service),
    "workspace:loyalty": Page(insider="noor"),
    "workspace:samples": Page(insider="noor"),
    "workspace:draw_sample": Page(insider="noor", post=_says(month="2027-03", size="5", rest_days="14", seed="1")),
    "workspace:sample": Page(lambda w: {"sample_id": w.sample_id}, "noor"),
    "workspace:send_sample": Page(lambda w: {"sample_id": w.sample_id}, "noor", _says()),
}

OWN: Mapping[str, str] = {
    "portal:home": "what is open between us and the one who is signed in",
    "portal:requests": "the requests of the one who is signed in",
    "portal:take": "everything about the one who is signed in",
    "portal:forget": "the wish of the one who is signed in",
    "portal:addresses": "the addresses of the one who is signed in",
    "portal:words": "words and services of the one who is signed in",
    "portal:relationship": "what there is between us and the one who is signed in",
}

LINKS: Mapping[str, str] = {
    "public:answer": "whoever holds the link may answer by it",
    "public:answer_questions": "whoever holds the link may answer the three questions by it",
    "public:answer_stop": "whoever holds the link may stop the questions",
    "portal:enter": "whoever holds the link signs in by it, once",
    "portal:invited": "whoever holds the link joins by it, once",
    "portal:confirm": "whoever holds the link confirms the address it was sent to, once",
    "portal:demo": "only in a demo; the link is printed on the machine itself",
    "workspace:start": "whoever holds the link of the first run sets this place up, once",
}

OPEN: Mapping[str, str] = {
    "public:results": "published for everybody, small groups protected",
    "public:results_csv": "published for everybody, small groups protected",
    "public:components": "every part of the look with made-up content",
    "public:healthz": "says ok and nothing else",
    "public:readyz": "says whether the database answers",
    "public:metrics": "counts without names, for operators",
    "portal:sign_in": "the door itself; its answer is the same for every address",
    "portal:sign_out": "ends one's own session",
    "api:openapi-json": "the shape of the API, without any data",
    "no_such_api_address": "says that there is nothing, as problem+json",
    "api:api-root": "sends the caller to the shape of the API",
}

ON_THIS_MACHINE: Mapping[str, str] = {
    "post:letters": "the demo's post, on loopback only",
    "post:letter": "the demo's post, on loopback only",
    "post:frame": "the demo's post, on loopback only",
    "post:write": "the demo's post, on loopback only",
}
