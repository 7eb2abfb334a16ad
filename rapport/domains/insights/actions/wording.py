"""Reading their words: gathered and grouped with a release, tagged by rules and by hand, groups named by people."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from rapport.domains.insights import queries, rules
from rapport.domains.insights.actions.wording_open import Scores, _few_without_score, _opened, _scores_told
from rapport.domains.insights.actions.wording_scores import SAME_NAME, _leave_out_scores
from rapport.domains.insights.events import TagRulesChanged
from rapport.domains.insights.models import GroupName, HandTag, Release, Saying, TagRule, WordGroup, WordsRead
from rapport.domains.insights.models.words import drawn_id
from rapport.domains.people import queries as people
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.types import WordsSaid
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.events import publish
from rapport.foundation.text import words as words_in
from rapport.measures import likeness

NEW_WORDS = 5  # fewer new ones wait for more, so that no new sentence is the only one
TYPICAL = 12  # kept, so that three distinct ones remain when somebody takes their words along
BATCH = 500


class NoWords(ValueError):
    """A tag, a rule or a name needs words."""


def gather_words(*, survey_id: int, release_id: int, actor: Actor, at: datetime) -> bool:
    """Tag and group the words of a release; False where fewer than five new ones came since the last time."""
    queries.refuse_all_but_staff(actor)
    of_drawn = Release.objects.filter(survey_id=survey_id, how=rules.DRAWN).order_by("-number")
    newest = of_drawn.values_list("pk", flat=True).first()
    if newest != release_id:
        return False  # a later release has come, and its own words with it
    said = surveys.words_said(actor, survey_id=survey_id)
    known = set(Saying.objects.filter(survey_id=survey_id).values_list("answer_id", flat=True))
    if len({one.answer_id for one in said} - known) < NEW_WORDS:
        return False
    said = _opened(said, survey_id=survey_id)
    names = _names_of_staff(actor)
    grouped = likeness.groups(  # before the transaction: it takes a while
        [one.words for one in said], words=lambda text: [word for word in words_in(text) if word not in names]
    )
    _store(survey_id, release_id, said, _sayable(grouped, said), actor=actor, at=at)
    return True


def _sayable(grouped: likeness.Grouped, said: Sequence[WordsSaid]) -> likeness.Grouped:
    """Only groups of which three different sentences may be read; everybody in another is counted with the rest."""
    words = {one.answer_id: one.words for one in said}
    kept = tuple(one for one in grouped.groups if len(_distinct(_open(one, said), words)) >= rules.SENTENCES)
    return likeness.Grouped(kept, len(said) - sum(len(one.members) for one in kept))


def _open(one: likeness.Group, said: Sequence[WordsSaid]) -> list[int]:
    """Who of a group may be read, the most typical first."""
    return [said[member].answer_id for member in one.typical if said[member].open]


def _names_of_staff(actor: Actor) -> frozenset[str]:
    """The names of those who serve: who helped is no matter that answers are alike in, and no name of a group."""
    staff = {name for team in people.teams(actor) for _, name in people.staff_of_team(actor, team.pk)}
    return frozenset(word for name in staff for word in words_in(name))


@transaction.atomic
def _store(
    survey_id: int,
    release_id: int,
    said: Sequence[WordsSaid],
    grouped: likeness.Grouped,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    release = Release.objects.select_for_update().get(pk=release_id, survey_id=survey_id)
    WordGroup.objects.filter(release=release).delete()
    WordsRead.objects.filter(release=release).delete()
    WordsRead.objects.create(release=release, said=len(said), rest=grouped.rest)
    judging = queries.judging(actor, survey_id=survey_id)
    names = list(GroupName.objects.filter(survey_id=survey_id).order_by("-pk"))
    groups = [_group(release, place, one, said, names) for place, one in enumerate(grouped.groups)]
    for group, one in zip(groups, grouped.groups, strict=True):
        members = [said[member].score for member in one.members]
        cell = queries.cell_of(actor, _counts(members), 0, members.count(None), judging)
        group.detractors, group.passives, group.promoters = cell.classes
        group.unscored, group.scores = cell.unscored, list(cell.scores)
    scores, within = _scores_told(said, release), [[said[member] for member in one.members] for one in grouped.groups]
    nameless = [sum(not one.named for one in members) for members in within]
    few = frozenset(at for at, members in enumerate(within) if _few_without_score(members, scores))
    _leave_out_scores(groups, nameless, few, survey_id=survey_id)
    WordGroup.objects.bulk_create(groups)
    group_of = {m: group for group, one in zip(groups, grouped.groups, strict=True) for m in one.members}
    Saying.objects.filter(survey_id=survey_id).delete()
    Saying.objects.bulk_create(_sayings(survey_id, said, group_of, scores), batch_size=BATCH)
    audit.record("words.gathered", actor=actor, subject_kind="release", subject_id=release.pk, at=at)


def _counts(scores: Sequence[int | None]) -> dict[int, int]:
    return {score: scores.count(score) for score in set(scores) if score is not None}


def _group(
    release: Release, place: int, one: likeness.Group, said: Sequence[WordsSaid], names: Sequence[GroupName]
) -> WordGroup:
    """Its typical sentences are those that may be read; a name somebody gave stays with the same words."""
    near = max(names, key=lambda name: likeness.same_group(name.signature, one.signature), default=None)
    kept = near is not None and likeness.same_group(near.signature, one.signature) >= SAME_NAME
    return WordGroup(
        release=release,
        place=place,
        name=near.name if near is not None and kept else rules.name_of_group(one.terms),
        signature=list(one.signature),
        typical=_distinct(_open(one, said), {s.answer_id: s.words for s in said}),
    )


def _distinct(answer_ids: Sequence[int], words: Mapping[int, str]) -> list[int]:
    """The first of each sentence, so that three typical ones are three."""
    first: dict[str, int] = {}
    for answer_id in answer_ids:
        first.setdefault(words[answer_id].strip().casefold(), answer_id)
    return list(first.values())[:TYPICAL]


def _sayings(
    survey_id: int, said: Sequence[WordsSaid], group_of: Mapping[int, WordGroup], scores: Scores
) -> list[Saying]:
    by_rule = {rule.tag: rules.rule_words(rule.words) for rule in TagRule.objects.all()}
    by_hand = _by_hand([one.answer_id for one in said])
    mixed = list(enumerate(said))
    random.SystemRandom().shuffle(mixed)  # neither list, ids nor places on disk lead anybody to a time or a person
    return [
        Saying(
            pk=drawn_id(),
            survey_id=survey_id,
            answer_id=one.answer_id,
            place=place,
            open=one.open,
            score=scores.get(one.answer_id),
            group=group_of.get(at),
            tags=rules.tags_with(rules.tags_of(one.words, by_rule), by_hand[one.answer_id]),
        )
        for place, (at, one) in enumerate(mixed)
    ]


def _by_hand(answer_ids: Sequence[int]) -> dict[int, dict[str, bool]]:
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    for start in range(0, len(answer_ids), BATCH):
        for one in HandTag.objects.filter(answer_id__in=answer_ids[start : start + BATCH]):
            found[one.answer_id][one.tag] = one.given
    return found


@transaction.atomic
def set_tag_rule(*, tag: str, words: str, actor: Actor, at: datetime) -> TagRule:
    """Give a tag to all answers in which one of these words stands, now and from now on."""
    queries.refuse_all_but_staff(actor)
    actor.require("surveys.send")
    if not tag.strip() or not rules.rule_words(words):
        raise NoWords("A rule needs a tag and at least one word.")
    made, _ = TagRule.objects.update_or_create(tag=tag.strip()[:40], defaults={"words": words.strip()[:400]})
    audit.record("tag_rule.set", actor=actor, subject_kind="tag_rule", subject_id=made.pk, at=at)
    publish(TagRulesChanged(tag=made.tag))
    return made


@transaction.atomic
def drop_tag_rule(*, tag: str, actor: Actor, at: datetime) -> None:
    """End a rule; what was tagged by hand keeps its tag."""
    queries.refuse_all_but_staff(actor)
    actor.require("surveys.send")
    found = TagRule.objects.select_for_update().filter(tag=tag).first()
    if found is None:
        raise NotFound
    audit.record("tag_rule.dropped", actor=actor, subject_kind="tag_rule", subject_id=found.pk, at=at)
    found.delete()
    publish(TagRulesChanged(tag=tag))


@transaction.atomic
def tag_anew(*, actor: Actor, at: datetime) -> None:
    """Every saying by the rules as they are now; at most two thousand for each survey."""
    del at
    queries.refuse_all_but_staff(actor)
    actor.require("surveys.send")
    by_rule = {rule.tag: rules.rule_words(rule.words) for rule in TagRule.objects.all()}
    sayings = list(Saying.objects.select_related("answer").order_by("pk"))
    by_hand = _by_hand([one.answer_id for one in sayings])
    for one in sayings:
        one.tags = rules.tags_with(rules.tags_of(one.answer.words, by_rule), by_hand[one.answer_id])
    Saying.objects.bulk_update(sayings, ["tags"], batch_size=BATCH)


@transaction.atomic
def tag_words(*, saying_id: int, tag: str, given: bool = True, actor: Actor, at: datetime) -> Saying:
    """Give a tag by hand to words that may be read, or take one away; a rule does not bring it back."""
    queries.refuse_all_but_staff(actor)
    found = Saying.objects.select_for_update().filter(pk=saying_id, open=True).first()
    if found is None:
        raise NotFound
    if not tag.strip():
        raise NoWords("A tag needs a word.")
    name = tag.strip()[:40]
    HandTag.objects.update_or_create(answer_id=found.answer_id, tag=name, defaults={"given": given})
    found.tags = rules.tags_with(found.tags, {name: given})
    found.save(update_fields=["tags"])
    audit.record("words.tagged", actor=actor, subject_kind="saying", subject_id=found.pk, at=at)
    return found


@transaction.atomic
def name_group(*, group_id: int, name: str, actor: Actor, at: datetime) -> WordGroup:
    """Give a group another name; the next release's group of the same words takes it over."""
    queries.refuse_all_but_staff(actor)
    actor.require("surveys.send")
    if not name.strip():
        raise NoWords("A group needs a name.")
    group = WordGroup.objects.select_for_update().select_related("release").filter(pk=group_id).first()
    if group is None:
        raise NotFound
    group.name = name.strip()[:80]
    group.save(update_fields=["name"])
    GroupName.objects.create(survey_id=group.release.survey_id, signature=group.signature, name=group.name)
    audit.record("word_group.named", actor=actor, subject_kind="word_group", subject_id=group.pk, at=at)
    return group
