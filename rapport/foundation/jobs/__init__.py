"""Jobs: one table, claimed by lease, done at least once and, for effects in our database, exactly once."""

from rapport.foundation.jobs.claiming import Claimed
from rapport.foundation.jobs.finishing import LostLease, done, finish, move, refuse, retry
from rapport.foundation.jobs.queue import Row, enqueue, enqueue_many
from rapport.foundation.jobs.registry import UnknownJob, cron, job, said_of
from rapport.foundation.jobs.running import Ran, run_all
from rapport.foundation.jobs.watching import ALIVE, NoDeadJob, QueueStanding, dead_jobs, revive, standings, workers

__all__ = [
    "ALIVE",
    "Claimed",
    "LostLease",
    "NoDeadJob",
    "QueueStanding",
    "Ran",
    "Row",
    "UnknownJob",
    "cron",
    "dead_jobs",
    "done",
    "enqueue",
    "enqueue_many",
    "finish",
    "job",
    "move",
    "refuse",
    "retry",
    "revive",
    "run_all",
    "said_of",
    "standings",
    "workers",
]
