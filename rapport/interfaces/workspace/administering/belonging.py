"""Who belongs to a client by their mail address, and who of it sees what is agreed with us."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.people import actions, queries
from rapport.domains.people.types import OrganisationKind, RoleName
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.administering.hours import administrator


class DomainForm(forms.Form):
    """What stands behind the @ of their addresses."""

    domain = forms.CharField(
        label="Their mail domain",
        max_length=253,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
        help_text="What stands behind the @, as in example.org. Only what they told you is theirs alone.",
        error_messages={"required": "Write the domain first."},
    )


@staff_required
def belonging(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Their mail domains and their contacts; what is sent is one more domain."""
    actor, form, status = administrator(request), DomainForm(request.POST or None), 200
    found = _client(actor, organisation_id)
    if request.method == "POST":
        if form.is_valid() and _verified(request, actor, organisation_id, form):
            return redirect("workspace:belonging", organisation_id=organisation_id)
        status = 422
    words = {
        "organisation": found,
        "domains": queries.mail_domains(actor, organisation_id),
        "contacts": sorted(queries.client_contacts(actor, organisation_id).items(), key=lambda one: one[1]),
        "form": form,
        "now": timezone.now(),
    }
    return render(request, "workspace/administering/belonging.html", words, status=status)


@staff_required
@require_POST
def end_domain(request: HttpRequest, organisation_id: int, domain_id: int) -> HttpResponse:
    """From now on nobody new belongs there by this domain; those who do, stay."""
    actor = administrator(request)
    gone = actions.end_mail_domain(domain_id=domain_id, organisation_id=organisation_id, actor=actor, at=timezone.now())
    messages.success(request, f"{gone} counts no longer. Everybody who belongs here already stays.")
    return redirect("workspace:belonging", organisation_id=organisation_id)


@staff_required
@require_POST
def name_contact(request: HttpRequest, person_id: int) -> HttpResponse:
    """Make somebody a contact of the organisation they belong to."""
    actor = actor_of(request)
    actor.require("roles.write")
    person = queries.person(actor, person_id)
    home, role = person.organisation_id, RoleName.CLIENT_CONTACT
    try:
        actions.grant_role(person_id=person_id, role=role, organisation_id=home, actor=actor, at=timezone.now())
        messages.success(request, f"{person.name} is a client contact for {person.organisation.name} from now on.")
    except actions.WrongRole as error:
        messages.error(request, f"{error} Nothing was changed.")
    return redirect("workspace:roles", person_id=person_id)


def _client(actor: Actor, organisation_id: int) -> object:
    """We and the public have neither: whoever serves is invited, and the people of a public do not see each other."""
    found = queries.organisation(actor, organisation_id)
    if found.kind != OrganisationKind.CLIENT:
        raise NotFound
    return found


def _verified(request: HttpRequest, actor: Actor, organisation_id: int, form: DomainForm) -> bool:
    try:
        domain = form.cleaned_data["domain"]
        row = actions.verify_domain(organisation_id=organisation_id, domain=domain, actor=actor, at=timezone.now())
    except actions.WrongDomain as error:
        form.add_error("domain", f"{error} Nothing was changed.")
        return False
    messages.success(request, f"Whoever is new and writes from {row.domain} belongs here from now on.")
    return True
