"""Every address, by the interface that answers it; what has a beginning of its own is looked for first."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("rapport.interfaces.workspace.urls")),
    path("mail/in/", include("rapport.interfaces.mail.inbound.urls")),
    path("post/", include("rapport.interfaces.mail.post.urls")),
    path("api/v1/", include("rapport.interfaces.api.urls")),
    path("", include("rapport.interfaces.public.urls")),
    path("", include("rapport.interfaces.portal.urls")),
]
handler400 = "rapport.interfaces.web.failures.unclear"
handler403 = "rapport.interfaces.web.failures.not_allowed"
handler404 = "rapport.interfaces.web.failures.not_there"
handler500 = "rapport.interfaces.web.failures.broken"
