"""What a customer's browser does: the first page, a request, and one act: a reply or something new; again and again."""

from __future__ import annotations

import random
import re
import time
from urllib.parse import quote

from bench.desk_day.agents import Shift
from bench.desk_day.browser import Browser, Page, Unexpected

REQUESTS = re.compile(r'href="/requests/([^/"]+)/"')
NEW_SHARE = 0.4


class Customer:
    """One customer until the shift ends."""

    def __init__(self, shift: Shift, person_id: int, session: str, *, every: float) -> None:
        self.shift, self.person_id, self.every = shift, person_id, every
        self.browser = Browser(shift.port, session, shift.record)
        self._chance = random.Random(person_id)

    def act(self) -> None:
        """Act after act, beginning somewhere within the first pause."""
        begins, number = time.monotonic() + self._chance.random() * self.every, 0
        while self.shift.begins(begins + number * self.every):
            try:
                self._act(begins + number * self.every)
            except Unexpected:
                pass  # it is in the record
            except Exception as error:
                self.shift.record.fault(f"customer {self.person_id}: {error!r}")
            number += 1
        self.browser.close()

    def reply(self, key: str, page: Page) -> None:
        """Say something more on an open page of a request."""
        text, path = self.shift.said.paragraph(), f"/requests/{key}/"
        sent = self.browser.send_with_files("reply", path, page.form(path) | {"text": text})
        self.shift.said.took(self.person_id, key, text)
        self.browser.get("request", sent.location)

    def _act(self, begins: float) -> None:
        home = self.browser.get("portal home", "/")
        self.shift.rest_until(begins + self.every * 0.1)
        keys = list(dict.fromkeys(REQUESTS.findall(home.body)))
        if not keys or self._chance.random() < NEW_SHARE:
            self._ask(home, begins)
            return
        key = self._chance.choice(keys)
        page = self.browser.get("request", f"/requests/{key}/")
        self.shift.rest_until(begins + self.every * 0.4)
        self.reply(key, page)

    def _ask(self, home: Page, begins: float) -> None:
        """Type, look at what may help, and send; once more when something was shown before it was sent."""
        text = self.shift.said.paragraph()
        for share, letters in ((0.15, 12), (0.25, 40)):
            self.shift.rest_until(begins + self.every * share)
            self.browser.get("suggestions", f"/suggest/?q={quote(text[:letters])}", script=True)
        self.shift.rest_until(begins + self.every * 0.4)
        fields = home.form("/") | {"ask": text, "service": "", "seen": ""}
        sent = self.browser.send_with_files("ask", "/", fields, expected=(200, 302))
        if sent.status == 200:
            sent = self.browser.send_with_files("ask", "/", sent.form("/"))
        self.shift.said.took(self.person_id, sent.location.rstrip("/").rpartition("/")[2], text)
        self.browser.get("request", sent.location)
