"""Addresses that mail providers call."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.mail.inbound import door

app_name = "inbound"
urlpatterns = [path("<slug:provider>/", door.take, name="take")]
