"""What an agent's browser does: the queue, a ticket, drafts while typing, who else is here, an answer; again and again.

Times within a turn are shares of it, so that a turn of 30 seconds keeps the page's own 1.2 and 15 seconds roughly:
a draft when typing rests, a look at who else is here when the page opens and half a turn later.
"""

from __future__ import annotations

import html
import json
import random
import re
import time
from dataclasses import dataclass

from bench.desk_day.browser import Browser, Page, Record, Unexpected
from bench.desk_day.said import Said

TICKETS = re.compile(r'<a href="/desk/tickets/(\d+)/">')
WRITING = re.compile(r'id="beside"[^>]*>([^<]*)<')
TODAY_EVERY, BEGUN_EVERY, MORE_EVERY = 5, 3, 6
TRIES = 3  # tickets an agent looks at before answering one on which somebody else is writing


@dataclass
class Shift:
    """What all who take part share: when it ends, how long a turn is, and where everything is written down."""

    port: int
    record: Record
    said: Said
    ends: float
    turn: float

    def begins(self, moment: float) -> bool:
        """Sleep until something may begin; False at once when the shift is over by then."""
        if moment >= self.ends:
            return False
        self.rest_until(moment)
        return time.monotonic() < self.ends

    def rest_until(self, moment: float) -> None:
        """Sleep within something that has begun and goes on to its end."""
        time.sleep(max(0.0, moment - time.monotonic()))


class OnTicket:
    """A ticket open in an agent's browser, with its answer box."""

    def __init__(self, agent: Agent, ticket_id: int, page: Page) -> None:
        self.agent, self.ticket_id, self.page = agent, ticket_id, page
        self.path = f"/desk/tickets/{ticket_id}/"
        self.fields = page.form(f"{self.path}answer/")
        self.text = page.box()
        expected = agent.shift.said.boxes.get((agent.person_id, ticket_id), "")
        if expected not in self.text:
            agent.shift.record.fault(f"box: {self.path} does not show what was kept there")

    def here(self, *, writing: bool = False) -> str:
        """Say that the page is open; who else is here."""
        words = {"seen": self.fields["seen"]} | ({"writing": "1"} if writing else {})
        told = self.agent.browser.tell("who is here", f"{self.path}here/", self.fields["csrfmiddlewaretoken"], **words)
        return str(json.loads(told.body)["said"])

    def write(self, paragraph: str, *, share: float = 1.0) -> None:
        """So much of a paragraph below what stands there; kept as soon as typing rests."""
        typed = paragraph[: max(8, int(len(paragraph) * share))].rstrip()
        text = f"{self.text}\n\n{typed}" if self.text else typed
        more = {name: self.fields[name] for name in ("shown",) if name in self.fields}
        token = self.fields["csrfmiddlewaretoken"]
        self.agent.browser.tell("draft", f"{self.path}draft/", token, text=text, **more)
        self.agent.shift.said.kept(self.agent.person_id, self.ticket_id, text)
        if share == 1.0:
            self.text = text

    def send(self, then: str = "keep_open") -> Page:
        """Send what stands in the box: taken, or refused with the text still there and kept."""
        fields = self.fields | {"text": self.text, "then": then, "promise_until": "", "minutes": ""}
        page = self.agent.browser.send("answer", f"{self.path}answer/", fields, expected=(302, 409))
        if page.status == 302:
            self.agent.shift.said.took(self.agent.person_id, self.ticket_id, self.text)
        else:
            self.agent.shift.said.kept(self.agent.person_id, self.ticket_id, self.text)
            self._refused(page)
        return page

    def _refused(self, page: Page) -> None:
        told = html.unescape(page.body)
        if "Nothing was sent and your text is kept" not in told or self.text not in page.box():
            self.agent.shift.record.fault(f"refused: {self.path} does not say so with the text in its box")


class Agent:
    """One agent at work until the shift ends."""

    def __init__(self, shift: Shift, person_id: int, session: str) -> None:
        self.shift, self.person_id = shift, person_id
        self.browser = Browser(shift.port, session, shift.record)
        self._chance = random.Random(person_id)

    def work(self) -> None:
        """Turn after turn, beginning somewhere within the first."""
        begins, number = time.monotonic() + self._chance.random() * self.shift.turn, 0
        while self.shift.begins(begins + number * self.shift.turn):
            try:
                self._turn(begins + number * self.shift.turn, number)
            except Unexpected:
                pass  # it is in the record
            except Exception as error:
                self.shift.record.fault(f"agent {self.person_id}: {error!r}")
            number += 1
        self.browser.close()

    def open(self, ticket_id: int) -> OnTicket:
        """Open a ticket; its script says at once that somebody is here."""
        page = OnTicket(self, ticket_id, self.browser.get("ticket", f"/desk/tickets/{ticket_id}/"))
        page.here()
        return page

    def _turn(self, begins: float, number: int) -> None:
        def rest(share: float) -> None:
            self.shift.rest_until(begins + share * self.shift.turn)

        if number % TODAY_EVERY == 0:
            self.browser.get("today", "/desk/")
        rest(0.03)
        on, paragraph = self._choose(), self.shift.said.paragraph()
        for share, written in ((0.2, 0.3), (0.35, 0.7), (0.5, 1.0)):
            rest(share)
            on.write(paragraph, share=written)
        on.here(writing=True)
        rest(0.65)
        page = on.send(self._chance.choices(("keep_open", "finish", "wait"), (6, 3, 1))[0])
        if page.status == 409:
            self.shift.record.count("refused in passing")
            return  # somebody was faster; the text waits there as a draft
        landed = self.open(on.ticket_id)
        if number % MORE_EVERY == 1:
            self._say_more(landed, rest)
        elif number % BEGUN_EVERY == 0:
            rest(0.85)
            self._choose().write(self.shift.said.paragraph())
            self.shift.record.count("begun and left")

    def _say_more(self, landed: OnTicket, rest: object) -> None:
        """An afterthought, kept while the answer is still on its way and once more when it has left."""
        paragraph = self.shift.said.paragraph()
        for share, written in ((0.75, 0.5), (0.98, 1.0)):
            rest(share)  # type: ignore[operator]
            landed.write(paragraph, share=written)
        self.shift.record.count("afterthoughts")

    def _choose(self) -> OnTicket:
        """One of those that wait longest, and none on which somebody else is writing just now, if there is another."""
        queue = self.browser.get("queue", "/desk/queue/")
        waiting = [int(one) for one in TICKETS.findall(queue.body)]
        if not waiting:
            self.shift.record.fault("queue: it is empty")
            raise Unexpected("queue")
        for ticket_id in self._chance.sample(waiting, min(TRIES, len(waiting))):
            on = self.open(ticket_id)
            beside = WRITING.search(on.page.body)
            if not (beside and beside[1].strip()) and "not left yet" not in on.page.body:
                break
            self.shift.record.count("somebody was there, so another one")
        return on
