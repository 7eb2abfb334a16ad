"""Addresses of the pages for people who are served."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.portal import (
    asked,
    being_asked,
    home,
    leaving,
    opens,
    pages,
    readings,
    review,
    signing_in,
    thanking,
    together,
    words,
    your_organisation,
    your_people,
    your_words,
)
from rapport.interfaces.portal.you_and_us.urls import urlpatterns as you_and_us

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("asked/<int:invitation_id>/", asked.asked, name="asked"),
    path("requests/", pages.requests, name="requests"),
    path("requests/<str:public_key>/", pages.request_page, name="request"),
    path("requests/<str:public_key>/questions/", pages.three_questions, name="three_questions"),
    path("requests/<str:public_key>/files/<int:attachment_id>/", pages.attachment, name="attachment"),
    path("words/", words.words, name="words"),
    path("words/<str:key>/", words.term, name="term"),
    path("words/<str:key>/decide/", words.decide, name="decide_term"),
    path("services/<int:service_id>/", words.service, name="service"),
    path("requests/<str:public_key>/thanks/", thanking.request_thanks, name="thank_request"),
    path("you-and-us/thanks/", thanking.thanks, name="thanks"),
    path("you-and-us/thanks/<int:thanks_id>/consent/", thanking.consent, name="thanks_consent"),
    path("you-and-us/your-words/", your_words.your_words, name="your_words"),
    path("you-and-us/being-asked/", being_asked.being_asked, name="being_asked"),
    path("you-and-us/take/", leaving.take, name="take"),
    path("you-and-us/take/<str:key>/", leaving.fetch, name="export"),
    path("you-and-us/forget/", leaving.forget, name="forget"),
    path("you-and-us/addresses/", leaving.addresses, name="addresses"),
    path("you-and-us/addresses/<int:address_id>/remove/", leaving.remove_address, name="remove_address"),
    path("you-and-us/sent-by/", opens.sent_by, name="sent_by"),
    path("you-and-us/readings/", readings.readings, name="readings"),
    path("you-and-us/readings/note/", readings.note, name="note_reading"),
    path("together/<str:key>/", together.together, name="together"),
    path("together/<str:key>/words/", together.write, name="together_words"),
    path("together/<str:key>/worth/", together.worth, name="together_worth"),
    path("your-people/", your_people.your_people, name="your_people"),
    path("your-people/<str:key>/", your_people.your_person, name="your_person"),
    path("your-organisation/", your_organisation.your_organisation, name="your_organisation"),
    path("your-organisation/review/", review.your_review, name="your_review"),
    path("your-organisation/review/sign/", review.sign_your_review, name="sign_your_review"),
    path("sign-in/", signing_in.ask, name="sign_in"),
    path("sign-in/<str:token>/", signing_in.enter, name="enter"),
    path("invited/<str:token>/", signing_in.enter, {"purpose": "invite"}, name="invited"),
    path("demo/<str:token>/", signing_in.enter, {"purpose": "sign_in_demo"}, name="demo"),
    path("confirm/<str:token>/", signing_in.confirm, name="confirm"),
    path("sign-out/", signing_in.leave, name="sign_out"),
    *you_and_us,
]
