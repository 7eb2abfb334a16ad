"""Marta sees one question on her first page, taps a number there, confirms it, and it is gone."""

from __future__ import annotations

from rapport.domains.surveys.models import Answer, Invitation
from tests.visitors import browser
from tests.world import World


def test_one_question_for_you(world: World) -> None:
    """The card leads to the question with the number chosen; only the button there answers."""
    Answer.objects.all().delete()
    Invitation.objects.filter(pk=world.invitation.pk).update(answered_on=None)
    marta, ivo = browser(world.cast.marta), browser(world.cast.ivo)
    assert "One question for you" in marta.get("/").content.decode()
    asked = marta.post(f"/asked/{world.invitation.pk}/", {"score": "8"}, follow=True)
    assert 'value="8" checked' in asked.content.decode()
    assert not Answer.objects.exists()
    assert ivo.post(f"/asked/{world.invitation.pk}/", {"score": "1"}).status_code == 404
    done = marta.post(asked.redirect_chain[-1][0].split("?")[0], {"score": "8"}, follow=True)
    assert "Thank you" in done.content.decode()
    assert Answer.objects.get().person_id == world.marta
    assert "One question for you" not in marta.get("/").content.decode()
    assert marta.post(f"/asked/{world.invitation.pk}/", {"score": "1"}).status_code == 404
