"""Addresses of the pages for people who are served."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.portal import home, leaving, pages, signing_in, words, your_people

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("requests/", pages.requests, name="requests"),
    path("requests/<str:public_key>/", pages.request_page, name="request"),
    path("requests/<str:public_key>/questions/", pages.three_questions, name="three_questions"),
    path("requests/<str:public_key>/files/<int:attachment_id>/", pages.attachment, name="attachment"),
    path("words/", words.words, name="words"),
    path("words/<str:key>/", words.term, name="term"),
    path("words/<str:key>/decide/", words.decide, name="decide_term"),
    path("services/<int:service_id>/", words.service, name="service"),
    path("you-and-us/", pages.relationship, name="relationship"),
    path("you-and-us/take/", leaving.take, name="take"),
    path("you-and-us/take/<str:key>/", leaving.fetch, name="export"),
    path("you-and-us/forget/", leaving.forget, name="forget"),
    path("you-and-us/addresses/", leaving.addresses, name="addresses"),
    path("you-and-us/addresses/<int:address_id>/remove/", leaving.remove_address, name="remove_address"),
    path("your-people/", your_people.your_people, name="your_people"),
    path("your-people/<str:key>/", your_people.your_person, name="your_person"),
    path("sign-in/", signing_in.ask, name="sign_in"),
    path("sign-in/<str:token>/", signing_in.enter, name="enter"),
    path("invited/<str:token>/", signing_in.enter, {"purpose": "invite"}, name="invited"),
    path("demo/<str:token>/", signing_in.enter, {"purpose": "sign_in_demo"}, name="demo"),
    path("confirm/<str:token>/", signing_in.confirm, name="confirm"),
    path("sign-out/", signing_in.leave, name="sign_out"),
]
