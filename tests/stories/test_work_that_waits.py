"""An administrator sees each queue on one line in plain words, and what failed for good beside the mail nobody read."""

from __future__ import annotations

import re
from datetime import timedelta

from rapport.foundation import jobs
from rapport.foundation.models import Job
from rapport.interfaces.workspace.administering.waiting_work import Queue, by_queue
from tests.cast import Cast
from tests.stories.test_mail_nobody_could_read import WORK, quarantined
from tests.visitors import browser, plain
from tests.world import NOW


def job(state: str, *, queue: str = "post", name: str = "post.send", minutes: int = 0) -> Job:
    return Job.objects.create(name=name, queue=queue, state=state, enqueued_at=NOW - timedelta(minutes=minutes))


def test_each_queue_is_one_line_with_the_age_of_what_waits_longest(stage: Cast) -> None:
    Job.objects.all().delete()
    job("later", minutes=300)
    job("waiting", minutes=5)
    job("waiting", minutes=40)
    job("running", queue="mail-slow", minutes=2)
    job("dead", queue="heavy", minutes=9)
    job("waiting", queue="parcels", minutes=-1)
    assert by_queue(jobs.standings(), at=NOW) == [
        Queue("Mail that takes long to read", running=1),
        Queue("Letters to send", waiting=2, later=1, oldest=timedelta(minutes=40)),
        Queue("parcels", waiting=1, oldest=timedelta(0)),
    ]


def test_the_page_has_no_empty_cell_and_plain_names(stage: Cast) -> None:
    Job.objects.all().delete()
    ines = browser(stage.ines)
    assert "No work waits: all of it is done." in plain(ines.get(WORK))
    job("waiting", minutes=5)
    job("running")
    shown = ines.get(WORK).content.decode()
    cells = re.findall(r"<td[^>]*>(.*?)</td>", shown)
    assert len(cells) == 4 and all(cells) and "Letters to send" in shown and ">post<" not in shown


def test_the_opening_says_both_kinds_of_failure(stage: Cast) -> None:
    ines = browser(stage.ines)
    assert "Nothing has failed for good, and every mail that came in was read." in plain(ines.get(WORK))
    quarantined(stage)
    assert "No work has failed for good, but 1 mail could not be read." in plain(ines.get(WORK))
    dead = job("dead", minutes=9)
    shown = plain(ines.get(WORK))
    assert "1 piece of work failed for good, and 1 mail could not be read." in shown
    assert "Send a list of letters." in shown
    assert "It is tried again." in plain(ines.post(WORK, {"job": dead.pk}, follow=True))
    assert "Somebody was quicker" in plain(ines.post(WORK, {"job": dead.pk}, follow=True)), "two tabs: no fault"
