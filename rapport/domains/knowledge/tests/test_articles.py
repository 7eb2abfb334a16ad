"""Articles and known problems: who finds and reads them, what is counted, who is told, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.models import Article, ArticleTap, Problem
from rapport.domains.knowledge.tests.test_agreeing import agreed
from rapport.domains.knowledge.types import Audience, Draft, Readers, Trouble, Wording
from rapport.foundation import jobs, refs, search
from rapport.foundation.actors import Actor, NotAllowed, NotFound
from rapport.foundation.models import Letter
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast

LAPTOP = Draft("When the laptop does not start: three things to try", "Hold the button for **ten** seconds.")
EVERYBODY = Readers(Audience.EVERYBODY)
PLEA = "my laptop will not start"


def written(cast: Cast, draft: Draft = LAPTOP, readers: Readers = EVERYBODY) -> Article:
    return actions.write_article(draft=draft, readers=readers, actor=cast.hugo, at=MONDAY)


def opened(cast: Cast, title: str = "Mail is slow", readers: Readers = EVERYBODY) -> Problem:
    trouble = Trouble(title, "Wait a minute, then send again.")
    return actions.open_problem(
        trouble=trouble, readers=readers, team_id=cast.service_desk.pk, actor=cast.hugo, at=MONDAY
    )


def readers_of(cast: Cast, row: Article) -> set[str]:
    """Who opens it, and the same who find it by what they need."""
    found = set()
    for name, actor in cast.everybody.items():
        keys = {one.key for one in queries.suggestions(actor, PLEA)}
        try:
            queries.article(actor, row.key)
        except NotFound:
            assert row.key not in keys, name
        else:
            assert row.key in keys, name
            found.add(name)
    return found


STAFF = {"hugo", "sanna", "noor", "dev", "ines"}


def test_each_audience_reads_and_finds_what_is_for_it_and_nothing_else(cast: Cast) -> None:
    everybody = set(cast.everybody)
    for readers, allowed in (
        (EVERYBODY, everybody),
        (Readers(Audience.STAFF), STAFF),
        (Readers(Audience.SERVICE, cast.printing.pk), STAFF | {"marta", "ivo", "ruth"}),
        (Readers(Audience.ORGANISATIONS, None, (cast.fenmoor.pk,)), STAFF | {"lena"}),
    ):
        assert readers_of(cast, written(cast, readers=readers)) == allowed, readers


def test_taken_down_it_is_for_staff_until_it_is_shown_again(cast: Cast) -> None:
    row = written(cast)
    actions.show_article(article_id=row.pk, shown=False, actor=cast.hugo, at=MONDAY)
    assert readers_of(cast, row) == STAFF
    actions.show_article(article_id=row.pk, shown=True, actor=cast.hugo, at=MONDAY)
    assert readers_of(cast, row) == set(cast.everybody)


def test_only_staff_write_and_every_version_stays(cast: Cast) -> None:
    row = written(cast)
    for actor in (cast.marta, cast.ruth, cast.nobody):
        with pytest.raises(NotAllowed):
            written(replace(cast, hugo=actor))
        with pytest.raises(NotAllowed):
            actions.revise_article(article_id=row.pk, draft=LAPTOP, readers=EVERYBODY, actor=actor, at=MONDAY)
    better = replace(LAPTOP, text="Hold it for twenty seconds.")
    actions.revise_article(
        article_id=row.pk, draft=better, readers=EVERYBODY, seen=1, why="Newer laptops", actor=cast.sanna, at=MONDAY
    )
    with pytest.raises(actions.UnclearArticle, match="newer version"):
        actions.revise_article(article_id=row.pk, draft=LAPTOP, readers=EVERYBODY, seen=1, actor=cast.hugo, at=MONDAY)
    page = queries.article(cast.hugo, row.key)
    assert [(one.number, one.written_by, one.why) for one in page.versions] == [
        (2, "Sanna Virta", "Newer laptops"),
        (1, "Hugo Marek", ""),
    ]
    assert queries.article(cast.marta, row.key).versions == ()


def test_one_tap_for_each_reader_is_counted_with_n_and_interval_and_without_a_name(cast: Cast) -> None:
    row = written(cast)
    at = MONDAY + ONE_HOUR
    for actor in (cast.marta, cast.ivo, cast.lena, cast.tomas):
        for _ in range(2):
            actions.tap_article(key=row.key, helped=True, actor=actor, at=at)
    actions.tap_article(key=row.key, helped=True, reader="a session", actor=cast.nobody, at=at)
    actions.tap_article(key=row.key, helped=False, reader="a session", actor=cast.nobody, at=at)
    helped = queries.article(cast.nobody, row.key).article.helped
    assert (helped.yes, helped.n) == (4, 5)
    assert helped.low == pytest.approx(0.3755, abs=0.001) and helped.high == pytest.approx(0.9638, abs=0.001)
    assert not any(str(actor.person_id) == tap.reader for tap in ArticleTap.objects.all() for actor in (cast.marta,))
    with pytest.raises(NotFound):
        actions.tap_article(key=row.key, helped=True, actor=cast.nobody, at=at)


def test_what_is_like_it_is_found_and_what_is_not_is_left_out(cast: Cast) -> None:
    laptop, trouble = written(cast), opened(cast)
    written(cast, Draft("How to book a room", "The laptop in the room starts by itself."))
    assert next(one.key for one in queries.suggestions(cast.nobody, PLEA)) == laptop.key
    assert [one.key for one in queries.suggestions(cast.nobody, "the mails are so slow today")] == [trouble.key]
    for odd in ("", "hello", "   ", "please help me", '"*" OR (', "x" * 5000, "' | '"):
        assert queries.suggestions(cast.nobody, odd) == []


def test_a_mail_of_many_words_finds_what_its_subject_is_like(cast: Cast) -> None:
    row = written(cast)
    told = "Good morning, since the weekend nothing happens when I press it, and the whole report is due at noon today."
    assert [one.key for one in queries.suggestions(cast.nobody, told, subject="Laptop is broken")] == [row.key]
    assert queries.suggestions(cast.nobody, told, subject="Laptop") == [], "one word says too little"
    assert queries.suggestions(cast.nobody, told) == []


def test_their_word_finds_what_says_ours(cast: Cast) -> None:
    agreed(cast, Wording("white box", "tablet"))
    row = written(cast, Draft("When a tablet stays black", "Press both buttons."))
    assert [one.key for one in queries.suggestions(cast.marta, "my white box is broken")] == [row.key]
    assert queries.suggestions(cast.lena, "my white box is broken") == []


def test_the_desks_search_names_them_within_reach(cast: Cast) -> None:
    row = written(cast, readers=Readers(Audience.STAFF))
    (hit,) = search.find(cast.noor, "laptop").rows
    assert (hit.kind, hit.ref_id) == ("article", row.pk)
    assert refs.cards(cast.noor, [("article", row.pk)]) and not refs.cards(cast.marta, [("article", row.pk)])


def told(actor: Actor) -> list[str]:
    return [one.subject for one in Letter.objects.filter(kind="problem_fixed") if actor.name in str(one.to)]


def test_followers_are_told_once_when_it_is_fixed_and_again_when_it_came_back(cast: Cast) -> None:
    row = opened(cast)
    for _ in range(2):
        actions.follow_problem(key=row.key, actor=cast.marta, at=MONDAY)
        actions.report_problem(key=row.key, actor=cast.ivo, at=MONDAY)
    actions.follow_problem(key=row.key, actor=cast.lena, at=MONDAY)
    actions.unfollow_problem(key=row.key, actor=cast.lena, at=MONDAY)
    card = queries.problem(cast.hugo, row.key)
    assert (card.reports, card.followers) == (1, 2)
    fixed = {"problem_id": row.pk, "words": "The queue is empty again.", "actor": cast.hugo}
    actions.fix_problem(**fixed, at=MONDAY + ONE_HOUR)
    with pytest.raises(actions.UnclearArticle):
        actions.fix_problem(**fixed, at=MONDAY + ONE_HOUR)
    jobs.run_all(at=MONDAY + ONE_HOUR)
    assert len(told(cast.marta)) == len(told(cast.ivo)) == 1 and not told(cast.lena)
    assert queries.suggestions(cast.nobody, "mail slow") == []
    actions.reopen_problem(problem_id=row.pk, actor=cast.hugo, at=MONDAY + ONE_DAY)
    actions.fix_problem(**fixed, at=MONDAY + 2 * ONE_DAY)
    jobs.run_all(at=MONDAY + 2 * ONE_DAY)
    assert len(told(cast.marta)) == 2


def test_only_its_team_fixes_it_and_whoever_is_not_meant_sees_nothing(cast: Cast) -> None:
    row = opened(cast, readers=Readers(Audience.ORGANISATIONS, None, (cast.fenmoor.pk,)))
    with pytest.raises(NotFound):
        actions.follow_problem(key=row.key, actor=cast.marta, at=MONDAY)
    with pytest.raises(NotAllowed):
        actions.fix_problem(problem_id=row.pk, words="Done.", actor=cast.lena, at=MONDAY)
    with pytest.raises(NotFound):  # Sanna serves in another team
        actions.fix_problem(problem_id=row.pk, words="Done.", actor=cast.sanna, at=MONDAY)
    assert queries.problems(cast.marta).rows == [] and len(queries.problems(cast.lena).rows) == 1
    assert queries.problem(cast.lena, row.key).followers is None


def test_nobody_expects_a_problem_to_be_fixed_by_a_day_that_has_passed(cast: Cast) -> None:
    row = opened(cast)

    def said(words: str, by: datetime, at: datetime) -> Problem:
        trouble = Trouble(words, "", by)
        return actions.revise_problem(problem_id=row.pk, trouble=trouble, readers=EVERYBODY, actor=cast.hugo, at=at)

    with pytest.raises(actions.UnclearArticle, match="That day has passed"):
        said("Mail is slow", MONDAY - 2 * ONE_DAY, MONDAY)
    by = MONDAY + ONE_HOUR + timedelta(seconds=40)
    assert said("Mail is slow", by, MONDAY).expected_at == by
    later = said("Mail is very slow", by.replace(second=0), MONDAY + 5 * ONE_DAY)
    assert later.title == "Mail is very slow", "what was said in time stands while other words change"
