"""Links open one thing for one purpose, and one-time links once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from rapport.foundation import links
from rapport.foundation.links import WrongLink
from rapport.foundation.models import Link

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


def test_a_sign_in_link_works_once() -> None:
    token = links.issue("sign_in", account_id=7, at=NOON)
    assert links.use(token, "sign_in", NOON + A_MINUTE).account_id == 7
    with pytest.raises(WrongLink, match="used already"):
        links.use(token, "sign_in", NOON + A_MINUTE)


def test_reading_does_not_use_it_up() -> None:
    token = links.issue("sign_in", account_id=7, at=NOON)
    links.read(token, "sign_in", NOON)
    assert links.use(token, "sign_in", NOON).account_id == 7


def test_of_two_at_once_one_wins() -> None:
    token = links.issue("sign_in", account_id=7, at=NOON)
    seen = links.read(token, "sign_in", NOON)
    links.use(token, "sign_in", NOON)
    assert Link.objects.filter(pk=seen.pk, used_at__isnull=True).update(used_at=NOON) == 0


def test_a_link_expires() -> None:
    token = links.issue("sign_in", account_id=7, at=NOON)
    with pytest.raises(WrongLink, match="expired"):
        links.use(token, "sign_in", NOON + timedelta(minutes=15))


def test_a_token_is_for_one_purpose() -> None:
    token = links.issue("answer", person_id=7, at=NOON)
    with pytest.raises(WrongLink, match="do not know"):
        links.use(token, "sign_in", NOON)


def test_an_answer_link_may_be_used_again_until_it_expires() -> None:
    token = links.issue("answer", person_id=7, ref="invitation 3", expires_at=NOON + A_MINUTE, at=NOON)
    assert [links.use(token, "answer", NOON).ref, links.use(token, "answer", NOON).ref] == ["invitation 3"] * 2
    with pytest.raises(WrongLink, match="expired"):
        links.use(token, "answer", NOON + A_MINUTE)


def test_the_token_itself_is_not_stored() -> None:
    token = links.issue("sign_in", account_id=7, at=NOON)
    assert token not in str(list(Link.objects.values()))


def test_a_link_survives_a_new_secret_key() -> None:
    with override_settings(SECRET_KEY="an-older-key-an-older-key-an-older-key"):
        token = links.issue("invite", person_id=7, at=NOON)
    with override_settings(SECRET_KEY_FALLBACKS=["an-older-key-an-older-key-an-older-key"]):
        assert links.read(token, "invite", NOON).person_id == 7
    with pytest.raises(WrongLink):
        links.read(token, "invite", NOON)


def test_a_demo_link_opens_nothing_outside_a_demo() -> None:
    token = links.issue("sign_in_demo", account_id=7, at=NOON)
    with override_settings(DEMO=True):
        assert links.use(token, "sign_in_demo", NOON).account_id == 7
        assert links.use(token, "sign_in_demo", NOON).account_id == 7
    with override_settings(DEMO=False), pytest.raises(WrongLink):
        links.use(token, "sign_in_demo", NOON)


def test_many_links_are_one_statement(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        tokens = links.issue_many("answer", refs=[(i, f"invitation {i}") for i in range(50)], expires_at=NOON, at=NOON)
    assert len(set(tokens)) == 50


def test_links_long_expired_are_forgotten() -> None:
    links.issue("sign_in", account_id=7, at=NOON)
    assert links.forget_expired(before=NOON + timedelta(days=1)) == 1
