"""An administrator says which mail domain is a client's and who is its contact, and takes both back."""

from __future__ import annotations

from django.urls import reverse

from rapport.domains.people import actions
from rapport.domains.people.models import MailDomain, Organisation, Person, Role
from rapport.domains.people.types import OrganisationKind, RoleName, Sender
from rapport.foundation.actors import system
from tests.cast import Cast
from tests.visitors import browser, plain
from tests.world import NOW


def test_a_newcomer_belongs_by_the_domain_of_their_mail(stage: Cast) -> None:
    ines, page = browser(stage.ines), reverse("workspace:belonging", args=[stage.aldergate.pk])
    organisation = reverse("workspace:organisation", args=[stage.aldergate.pk])
    assert page in plain(ines.get(organisation)) and page not in plain(browser(stage.noor).get(organisation))
    for wrong in ("gmail.com", "no dot"):
        refused = ines.post(page, {"domain": wrong})
        assert refused.status_code == 422 and "Nothing was changed." in plain(refused)
    assert "belongs here from now on" in plain(ines.post(page, {"domain": "@Alder.example"}, follow=True))
    domain = MailDomain.objects.get(domain="alder.example")
    home = _met("new.one@alder.example")
    assert home == stage.aldergate
    end = reverse("workspace:end_mail_domain", args=[stage.aldergate.pk, domain.pk])
    assert browser(stage.ines).post(end.replace(str(stage.aldergate.pk), str(stage.fenmoor.pk), 1)).status_code == 404
    assert "counts no longer" in plain(ines.post(end, follow=True))
    assert _met("later.one@alder.example") != stage.aldergate and _met("new.one@alder.example") == stage.aldergate


def _met(address: str) -> Organisation:
    actions.resolve_senders(senders=[Sender(address, "Somebody New", proven=True)], actor=system(), at=NOW)
    return Person.objects.get(addresses__address=address).organisation


def test_a_contact_is_named_on_the_page_of_roles_and_ended_there(stage: Cast) -> None:
    ines, pk = browser(stage.ines), stage.marta.person_id
    Role.objects.filter(role=RoleName.CLIENT_CONTACT).delete()
    roles, name = reverse("workspace:roles", args=[pk]), reverse("workspace:name_contact", args=[pk])
    belonging = reverse("workspace:belonging", args=[stage.aldergate.pk])
    assert name in plain(ines.get(roles)) and "Nobody yet." in plain(ines.get(belonging))
    assert browser(stage.hugo).post(name).status_code == 403
    assert "is a client contact for" in plain(ines.post(name, follow=True))
    held = Role.objects.get(role=RoleName.CLIENT_CONTACT)
    assert (held.person_id, held.organisation_id) == (pk, stage.aldergate.pk)
    assert name not in plain(ines.get(roles)) and roles in plain(ines.get(belonging))
    ines.post(reverse("workspace:end_role", args=[held.pk]))
    assert not Role.objects.filter(role=RoleName.CLIENT_CONTACT).exists()


def test_we_and_a_public_have_neither(stage: Cast) -> None:
    for kind in (OrganisationKind.PROVIDER, OrganisationKind.PUBLIC):
        found = Organisation.objects.filter(kind=kind).first()
        if found is not None:
            page = reverse("workspace:belonging", args=[found.pk])
            assert browser(stage.ines).get(page).status_code == 404
