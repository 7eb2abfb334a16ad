"""The rows another desk sends: each read on its own, so that one that is not as described stops no other."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from rapport.domains.ledger.actions import BY_PEOPLE
from rapport.domains.ledger.types import QUIET, Channel, Direction, Exchange, FedAnswer, FedPerson, FedRow
from rapport.interfaces.api.schemas import Moment, Said

Key = Annotated[Said, Field(min_length=1, max_length=80)]
Kind = Annotated[Said, Field(min_length=1, max_length=24, pattern=r"^[a-z][a-z0-9_ -]*$")]
NOT_FED = QUIET  # answers, thanks and ideas come where it is promised who may read them
CHANNELS = tuple(channel.value for channel in Channel if channel not in NOT_FED)


class _Strict(BaseModel):
    """Fields nobody named are refused."""

    model_config = ConfigDict(extra="forbid")


class Somebody(_Strict):
    """One person: an address, or an id of the other desk; a plain text is read as one of the two."""

    address: Said = Field("", max_length=254)
    external_id: Said = Field("", max_length=200)
    name: Said = Field("", max_length=200)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        return {"address" if "@" in given else "external_id": given}

    @model_validator(mode="after")
    def _is_named(self) -> Somebody:
        self.address = self.address.strip().lower()
        if not (self.address or self.external_id.strip()):
            raise ValueError("give an address or an external_id")
        if self.address and (self.address.count("@") != 1 or not self.address.isascii() or " " in self.address):
            raise ValueError("this is not a mail address")
        return self


class _Row(_Strict):
    source_key: Key
    at: Moment
    reference: Said = Field("", max_length=80)


class FedActIn(_Row):
    """Something said or done between somebody served and us."""

    type: Literal["act"]
    who: Somebody | None = None
    whom: Somebody | None = None
    direction: Literal["theirs", "ours"]
    channel: Literal[CHANNELS]  # type: ignore[valid-type]
    kind: Kind = "message"
    exchange: Literal[tuple(e.value for e in Exchange)] = "service"  # type: ignore[valid-type]
    planned: bool = False
    completes: bool = False
    service: Said = Field("", max_length=200)
    team: Said = Field("", max_length=200)
    minutes: int | None = Field(None, ge=0, le=10_000)
    title: Said = Field("", max_length=200)
    corrects: Said = Field("", max_length=80)
    sequence: Said = Field("", max_length=80)

    @model_validator(mode="after")
    def _names_the_served(self) -> FedActIn:
        if self.direction == Direction.THEIRS and self.who is None:
            raise ValueError("who is missing: the person who wrote or called")
        if self.direction == Direction.OURS and self.whom is None:
            raise ValueError("whom is missing: the person it was said to")
        return self


class FedPartIn(_Row):
    """Somebody of us worked on it, seen or behind the scenes."""

    type: Literal["part"]
    who: Somebody
    kind: Kind = "worked"
    reference: Key


class FedTraceIn(_Row):
    """A notice that was sent, or a page that was read: it completes nothing."""

    type: Literal["trace"]
    whom: Somebody
    kind: Kind = "notice"


class FedSequenceIn(_Row):
    """A project, campaign, change, contract or quarter: `at` is its first day; told again, it is brought up to date."""

    type: Literal["sequence"]
    sequence: Key
    kind: Literal[tuple(kind.value for kind in BY_PEOPLE)]  # type: ignore[valid-type]
    title: Annotated[Said, Field(min_length=1, max_length=200)]
    ends_on: date | None = None


READ: dict[str, type[_Row]] = {"act": FedActIn, "part": FedPartIn, "trace": FedTraceIn, "sequence": FedSequenceIn}


def read(given: Any) -> FedRow | FedAnswer:
    """One row, or the answer to one that is not as described; it says which field, and repeats nothing of it."""
    key = given.get("source_key") if isinstance(given, dict) else None
    shown = key[:80].replace("\x00", "") if isinstance(key, str) else ""
    kind = given.get("type") if isinstance(given, dict) else None
    schema = READ.get(kind) if isinstance(kind, str) else None
    if schema is None:
        return FedAnswer(shown, "refused", "type: one of act, part, trace, sequence")
    try:
        return _as_row(schema.model_validate(given), kind or "")
    except ValidationError as error:
        return FedAnswer(shown, "refused", _words(error))


def _as_row(found: _Row, kind: str) -> FedRow:
    said = found.model_dump(exclude={"type", "who", "whom"})
    who, whom = (_person(getattr(found, side, None)) for side in ("who", "whom"))
    return FedRow(row=kind, who=who, whom=whom, **said)


def _person(one: Somebody | None) -> FedPerson | None:
    return None if one is None else FedPerson(one.address, one.external_id.strip(), one.name)


def _words(error: ValidationError) -> str:
    told = (f"{'.'.join(map(str, e['loc']))}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors()[:4])
    return "; ".join(told)[:300]
