"""Pages by the name of their address: what of Marta's each shows, who may open it, or why anybody may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from rapport.domains.ledger import actions as ledger_actions
from rapport.domains.ledger import queries as ledger_queries
from rapport.domains.people import actions as people
from rapport.domains.people.models import Person
from tests.outsiders import (
    admin,
    asking_pages,
    desk,
    gap,
    help_pages,
    knowledge,
    leaving,
    ledger_made,
    loyalty,
    notices,
    outreach_pages,
    recovery,
    theirs,
    visit_pages,
    workspace,
)
from tests.outsiders.opened import Page, _says
from tests.outsiders.surveys import _behind
from tests.world import World


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


def _person_and_mail(w: World) -> dict[str, Any]:
    return {"person_id": w.marta, "service_id": w.cast.mail.pk}


def _pair(w: World) -> dict[str, Any]:
    return {"organisation_id": w.cast.aldergate.pk, "team_id": w.cast.service_desk.pk}


def _key_of_marta(w: World) -> str:
    return Person.objects.values_list("key", flat=True).get(pk=w.marta)


def _other(w: World) -> Mapping[str, Any]:
    return {"other": leaving.second_marta(w)}


def _parted(w: World) -> Mapping[str, Any]:
    return {"other": leaving.merged_marta(w)}


def _named(w: World) -> Mapping[str, Any]:
    return {"name": "Marta Kolb"}


def _next_step(w: World) -> Mapping[str, Any]:
    return {"team": w.cast.service_desk.pk, "next_step": "Call", "next_step_on": ""}


def _sequence(w: World) -> dict[str, Any]:
    """Hers is the one her finished matter stands in, which has ended."""
    ledger_made.joined(w)
    return {"sequence_id": w.sequence_id}


def _together(w: World) -> dict[str, Any]:
    return {"key": ledger_made.key_of(ledger_made.joined(w))}


def _feed(w: World) -> dict[str, Any]:
    return {"feed_id": ledger_made.made_feed(w)}


def _new_sequence(w: World) -> Mapping[str, Any]:
    said = {"name": "Mine", "kind": "project", "organisation_id": w.cast.aldergate.pk}
    return said | {"started_on": "2026-11-02", "ends_on": "", "owner_id": ""}


def _read(w: World) -> Mapping[str, Any]:
    """Marta agreed that we note what she reads."""
    ledger_actions.set_readings(on=True, actor=w.cast.ines, at=w.at)
    leaving.actions.give_consent(kind="readings", actor=w.cast.marta, at=w.at)
    return {"kind": "ticket", "id": w.ticket.pk}


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


def _episode(w: World) -> dict[str, Any]:
    return _person(w) | {"episode_id": w.episode.pk}


def _first_act(w: World) -> Mapping[str, Any]:
    return {"kind": "move", "act": ledger_made.act_of(w)}


def _decision(w: World) -> Mapping[str, Any]:
    return {"decision": ledger_made.decision_of(w)}


def _owner(w: World) -> Mapping[str, Any]:
    return {"team": w.cast.service_desk.pk, "owner": w.cast.hugo.person_id}


def _correction(w: World) -> dict[str, Any]:
    """Marta says that an act of hers is not right; asked once for both visits."""
    asked = ledger_queries.corrections(w.cast.marta, w.marta)
    made = asked[0].id if asked else _asked(w)
    return _person(w) | {"correction_id": made}


def _asked(w: World) -> int:
    words = "It was the other plotter."
    return ledger_actions.ask_correction(about="act", act_id=w.act.pk, words=words, actor=w.cast.marta, at=w.at).pk


def _critical_day(w: World) -> dict[str, Any]:
    on = w.at.date() + timedelta(days=500)
    day = people.add_critical_day(person_id=w.marta, on=on, words="Move-out", actor=w.cast.marta, at=w.at)
    return {"day_id": day.pk}


PAGES: Mapping[str, Page] = {
    **workspace.pages(Page),
    **visit_pages.VISITS,
    **theirs.PAGES,
    "portal:request": Page(_request, "marta"),
    "portal:request POST": Page(_request, "marta", _says(text="One more thing.")),
    "portal:three_questions": Page(_done_request, "marta", _says(understood="yes")),
    "portal:attachment": Page(lambda w: _request(w) | {"attachment_id": w.attachment.pk}, "marta"),
    "portal:your_people": Page(insider="ruth"),
    "portal:your_person": Page(lambda w: {"key": _key_of_marta(w)}, "ruth"),
    "workspace:today": Page(),
    "portal:your_organisation": Page(insider="ruth"),
    "workspace:organisations": Page(),
    "workspace:organisation": Page(lambda w: {"organisation_id": w.cast.aldergate.pk}),
    "workspace:organisation_team": Page(_pair),
    "workspace:group_next_step": Page(_pair, "hugo", _says(next_step="Call")),
    "workspace:site": Page(lambda w: {"site_id": w.cast.head_office.pk}),
    "workspace:three_questions": Page(lambda w: {"episode_id": w.episode.pk}, "hugo", _says(skip="1")),
    "workspace:queue": Page(),
    "workspace:new_in_queue": Page(),
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
    "workspace:evidence": Page(_person),
    "workspace:evidence POST": Page(_person, "hugo", _says(kind="pilot", on="2026-11-02", words="Mine")),
    "workspace:gone_quiet": Page(),
    "workspace:uses": Page(_person, "noor"),
    "workspace:uses POST": Page(_person, "noor", lambda w: {"service": w.cast.printing.pk, "since": "2026-11-02"}),
    "workspace:end_use POST": Page(_person_and_mail, "noor", _says(until="2026-11-02")),
    "workspace:stage_moves": Page(insider="noor"),
    "workspace:settings_direct_line": Page(insider="ines"),
    "workspace:settings_direct_line POST": Page(insider="ines", post=_says(on="1")),
    "workspace:owner": Page(_person, "hugo", _owner),
    "workspace:correction": Page(_correction),
    "workspace:correction POST": Page(_correction, "hugo", _says(decline="1", answer="It is so.")),
    "workspace:my_card": Page(),
    "workspace:my_card POST": Page(insider="hugo", post=_says(does="Printers", shown="on")),
    "portal:not_right": Page(lambda w: {"episode_id": w.episode.pk}, "marta"),
    "portal:not_right POST": Page(
        lambda w: {"episode_id": w.episode.pk}, "marta", _says(about="name", words="It was the other plotter.")
    ),
    "portal:remove_day": Page(_critical_day, "marta", _says()),
    "workspace:find": Page(),
    "workspace:settings": Page(insider="ines"),
    "workspace:settings_team": Page(insider="ines", post=_says(name="Mine")),
    "workspace:settings_service": Page(
        insider="ines", post=lambda w: {"name": "Mine", "team_id": w.cast.service_desk.pk}
    ),
    "workspace:settings_mailbox": Page(insider="ines"),
    **{name: Page(*line) for name, line in desk.PAGES.items()},
    "workspace:settings_agent": Page(insider="ines", post=_team),
    "workspace:settings_people": Page(insider="ines"),
    "workspace:what_happens": Page(insider="ines"),
    "workspace:settings_work": Page(insider="ines"),
    "workspace:settings_matters": Page(insider="ines"),
    "workspace:settings_matter": Page(lambda w: {"channel": "phone"}, "ines"),
    "workspace:settings_matter POST": Page(lambda w: {"channel": "phone"}, "ines", _says(many="7", unit="days")),
    "workspace:episode": Page(_episode),
    "workspace:episode POST": Page(_episode, "hugo", _first_act),
    "workspace:name_episode": Page(_episode, "hugo", _says(words="Mine")),
    "workspace:undo_decision": Page(_episode, "hugo", _decision),
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
    "portal:service": Page(knowledge.service_key_of_marta, "marta"),
    "portal:service POST": Page(knowledge.service_key_of_marta, "marta", _says(**knowledge.BOTH)),
    "workspace:terms": Page(),
    "workspace:propose_term": Page(post=_new_term),
    "workspace:term": Page(_term),
    "workspace:decide_term": Page(_term, "hugo", _says(decision="agree")),
    "workspace:reword_term": Page(_term, "hugo", _says(**knowledge.BOTH)),
    "workspace:catch_term": Page(_ticket, "hugo", _says(**knowledge.BOTH)),
    "workspace:check": Page(_ticket, "hugo", _says(text="Your beacon.")),
    "workspace:service": Page(_service),
    **outreach_pages.OUTREACH,
    **{name: Page(*line) for name, line in recovery.PAGES.items()},
    **{name: Page(*line) for name, line in notices.PAGES.items()},
    **outreach_pages.OUTREACH,
    **{name: Page(*row) for name, row in help_pages.ROWS.items()},
    "workspace:set_readings": Page(insider="ines", post=_says(allow="1")),
    "workspace:feeds": Page(insider="ines"),
    "workspace:feed": Page(_feed, "ines"),
    "workspace:renew_feed": Page(_feed, "ines", _says()),
    "workspace:end_feed": Page(_feed, "ines", _says()),
    "workspace:reflection": Page(),
    "workspace:reflection_csv": Page(insider="noor"),
    "workspace:sequences": Page(),
    "workspace:begin_sequence": Page(insider="noor"),
    "workspace:begin_sequence POST": Page(insider="noor", post=_new_sequence),
    "workspace:sequence": Page(_sequence),
    "workspace:sequence_episodes": Page(_sequence, "noor"),
    "workspace:name_sequence": Page(_sequence, "noor", _says(name="Mine")),
    "workspace:end_sequence": Page(_sequence, "noor", _says()),
    "workspace:sequence_words": Page(_sequence, "hugo", _says(keep="All of it.")),
    "workspace:sequence_agreed": Page(_sequence, "noor", _says(agreed="More of it.")),
    "workspace:sequence_following": Page(_sequence, "noor", _says(following="")),
    "workspace:put_away_sequence": Page(_sequence, "noor", _says()),
    "portal:together": Page(_together, "marta"),
    "portal:note_reading": Page(insider="marta", post=_read),
    "portal:together_words": Page(_together, "marta", _says(keep="All of it.")),
    "portal:together_worth": Page(_together, "marta", _says(worth="6")),
    "workspace:loyalty": Page(insider="noor"),
    **loyalty.PAGES,
    **{name: Page(*given) for name, given in gap.PAGES.items()},
    "workspace:samples": Page(insider="noor"),
    "workspace:draw_sample": Page(insider="noor", post=_says(month="2027-03", size="5", rest_days="14", seed="1")),
    "workspace:sample": Page(lambda w: {"sample_id": w.sample_id}, "noor"),
    "workspace:send_sample": Page(lambda w: {"sample_id": w.sample_id}, "noor", _says()),
    "workspace:surveys": Page(insider="noor"),
    "workspace:new_survey": Page(insider="noor"),
    "workspace:survey": Page(lambda w: {"survey_id": w.survey_id}, "noor"),
    "workspace:survey_wording": Page(lambda w: {"survey_id": w.survey_id}, "noor"),
    "workspace:survey_wording POST": Page(
        lambda w: {"survey_id": w.survey_id}, "noor", _says(do="add", languages="en", count="0")
    ),
    "workspace:survey_preview": Page(lambda w: {"survey_id": w.survey_id}, "noor"),
    "workspace:survey_language": Page(lambda w: {"survey_id": _behind(w)}, "noor", _says(language="de")),
    "workspace:survey_standing": Page(lambda w: {"survey_id": w.survey_id}, "noor", _says(do="pause")),
    **asking_pages.PAGES,
    **admin.PAGES,
}

OWN: Mapping[str, str] = {
    "portal:home": "what is open between us and the one who is signed in",
    "portal:requests": "the requests of the one who is signed in",
    "portal:take": "everything about the one who is signed in",
    "portal:forget": "the wish of the one who is signed in",
    "portal:being_asked": "whether the one who is signed in may be asked",
    "portal:addresses": "the addresses of the one who is signed in",
    "portal:words": "words and services of the one who is signed in",
    "portal:sent_by": "what a newcomer says of themself; the answer is the same whoever they name",
    "portal:profile": "what the one who is signed in says of themself",
    "portal:thanks": "the thanks that the one who is signed in gave",
    "portal:your_words": "what we may quote of the one who is signed in",
    "portal:readings": "whether we may note what the one who is signed in reads",
    "portal:relationship": "what there is between us and the one who is signed in",
}

LINKS: Mapping[str, str] = {
    "public:answer": "whoever holds the link may answer by it",
    "public:answer_openly": "whoever has the address of an open page may answer there, without a name",
    "inbound:take": "whoever holds a mail provider's secret brings mail by it; nothing is shown",
    "public:answer_snippet": "the script for pages elsewhere; it holds nothing but the way to the question",
    "public:answer_snippet_form": "the question of an open page, to pages that its owner named",
    "public:answer_snippet_say": "an answer without a name, from pages that its owner named",
    "public:answer_questions": "whoever holds the link may answer the three questions by it",
    "public:calendar": "whoever holds the link reads its owner's calendar",
    "public:worth": "whoever holds the link may say whether it was worth it",
    "public:call_me": "whoever holds the link of an answer without a name may ask for a call",
    "public:answer_stop": "whoever holds the link may stop the questions",
    "portal:enter": "whoever holds the link signs in by it, once",
    "portal:invited": "whoever holds the link joins by it, once",
    "portal:confirm": "whoever holds the link confirms the address it was sent to, once",
    "portal:at_site": "whoever reads a poster may ask from there; it names the site and nothing of its people",
    "portal:mine": "whoever holds the link says that it was them who asked, once",
    "portal:demo": "only in a demo; the link is printed on the machine itself",
    "workspace:start": "whoever holds the link of the first run sets this place up, once",
}

OPEN: Mapping[str, str] = {
    "public:results": "published for everybody, small groups protected",
    "public:results_csv": "published for everybody, small groups protected",
    "public:privacy": "how answers are kept, the same for everybody",
    "public:components": "every part of the look with made-up content",
    "public:healthz": "says ok and nothing else",
    "public:readyz": "says whether the database answers",
    "public:metrics": "counts without names, for operators",
    "portal:sign_in": "the door itself; its answer is the same for every address",
    **help_pages.OPEN,
    "portal:sign_out": "ends one's own session",
    "portal:sign_out_everywhere": "ends one's own sessions",
    "feed": "another desk's door: nothing is taken that is not signed, and nothing is shown",
    "api:openapi-json": "the shape of the API, without any data",
    "no_such_api_address": "says that there is nothing, as problem+json",
    "api:api-root": "sends the caller to the shape of the API",
}

ON_THIS_MACHINE: Mapping[str, str] = {
    "post:calls": "the demo's post, on loopback only",
    "post:letters": "the demo's post, on loopback only",
    "post:letter": "the demo's post, on loopback only",
    "post:frame": "the demo's post, on loopback only",
    "post:attachment": "the demo's post, on loopback only",
    "post:write": "the demo's post, on loopback only",
}
