"""Two agents on one ticket at once, and a customer who writes while an answer is on its way: once a minute each."""

from __future__ import annotations

import contextlib
import html
import threading
import time
from collections.abc import Iterator, Sequence

from bench.desk_day.agents import Agent, OnTicket, Shift
from bench.desk_day.browser import Page, Unexpected
from bench.desk_day.customers import Customer

SETTLE = 4.0  # seconds after an answer's while is over until it has surely left
ROOM = 2.0
LATEST = 12.0  # a second look until then, where the machine is busy


class Pair:
    """Two agents who send to the same ticket at the same moment; the slower one then with what they saw before."""

    def __init__(
        self, shift: Shift, two: tuple[Agent, Agent], tickets: Sequence[int], *, every: float, undo: float
    ) -> None:
        self.shift, self.two, self.tickets, self.every, self.undo = shift, two, tickets, every, undo

    def run(self) -> None:
        """A ticket after the other until the shift ends."""
        begins = time.monotonic()
        for number, ticket_id in enumerate(self.tickets):
            if not _may_begin(self.shift, begins + number * self.every, self.undo):
                return
            with _written_down(self.shift, "pair"):
                self._at_once(ticket_id)

    def _at_once(self, ticket_id: int) -> None:
        open_ = [agent.open(ticket_id) for agent in self.two]
        for on in open_:
            on.write(self.shift.said.paragraph())
            on.here(writing=True)
        if all("writing" in on.here(writing=True) for on in open_):
            self.shift.record.count("pairs who saw each other")
        answered = _both(open_)
        self.shift.record.count("pairs")
        if sorted(page.status for page in answered) == [302, 409]:
            self.shift.record.count("pairs told")
        slower = next((on for on, page in zip(open_, answered, strict=True) if page.status == 409), None)
        if slower is not None:
            self.shift.rest_until(time.monotonic() + self.undo + SETTLE)
            self._afterwards(slower)

    def _afterwards(self, slower: OnTicket) -> None:
        """The faster answer has left: the old page is refused again, the new one shows both and is taken."""
        if slower.send().status == 409:
            self.shift.record.count("old pages refused")
        on = slower.agent.open(slower.ticket_id)
        if on.send().status == 302:
            self.shift.record.count("sent after reading")


class Crossing:
    """An agent answers, the customer writes before it has left, and the agent goes on writing on the same page."""

    def __init__(
        self, shift: Shift, agent: Agent, matters: Sequence[tuple[int, str, Customer]], *, every: float, undo: float
    ) -> None:
        self.shift, self.agent, self.matters, self.every, self.undo = shift, agent, matters, every, undo

    def run(self) -> None:
        """A ticket after the other until the shift ends."""
        begins = time.monotonic() + 1
        for number, (ticket_id, key, customer) in enumerate(self.matters):
            if not _may_begin(self.shift, begins + number * self.every, self.undo):
                return
            with _written_down(self.shift, "crossing"):
                self._cross(ticket_id, key, customer)

    def _cross(self, ticket_id: int, key: str, customer: Customer) -> None:
        request = customer.browser.get("request", f"/requests/{key}/")
        on = self.agent.open(ticket_id)
        on.write(self.shift.said.paragraph())
        sent, more = on.text, self.shift.said.paragraph()
        on.send()
        landed = self.agent.open(ticket_id)
        customer.reply(key, request)
        landed.write(more, share=0.5)
        self.shift.rest_until(time.monotonic() + self.undo + SETTLE)
        landed.write(more)
        self.shift.record.count("crossings")
        again = self._once_it_came_back(ticket_id)
        if sent in again.text and more in again.text and _says_why(again):
            self.shift.record.count("crossings told")
        else:
            self.shift.record.fault(f"crossing: ticket {ticket_id} does not show both texts and why")
        again.send()

    def _once_it_came_back(self, ticket_id: int) -> OnTicket:
        """The ticket as it stands when the worker has been there, which a busy machine may let wait."""
        again, until = self.agent.open(ticket_id), time.monotonic() + LATEST
        while not _says_why(again) and time.monotonic() < until:
            self.shift.rest_until(time.monotonic() + SETTLE)
            again = self.agent.open(ticket_id)
        return again


def _says_why(on: OnTicket) -> bool:
    return "It was not sent." in html.unescape(on.page.body)


def _may_begin(shift: Shift, moment: float, undo: float) -> bool:
    """Wait for its moment; one that cannot be played to its end is not begun."""
    return shift.begins(moment) and time.monotonic() + undo + SETTLE + ROOM < shift.ends


@contextlib.contextmanager
def _written_down(shift: Shift, what: str) -> Iterator[None]:
    """Whatever fails in a scene is a fault in the record; the next one is played all the same."""
    try:
        yield
    except Unexpected:
        pass  # it is in the record
    except Exception as error:
        shift.record.fault(f"{what}: {error!r}")


def _both(open_: Sequence[OnTicket]) -> list[Page]:
    """Send both at the same moment; what each got."""
    gate, answers = threading.Barrier(len(open_)), {}

    def send(on: OnTicket) -> None:
        gate.wait()
        answers[id(on)] = on.send()

    threads = [threading.Thread(target=send, args=(on,)) for on in open_]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[id(on)] for on in open_]
