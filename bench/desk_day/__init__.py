"""A day at a desk, pressed into minutes: forty agents and two hundred customers at the real pages, all at once.

`python -m bench desk-day --minutes 10` runs it in an empty place and judges by what the database holds afterwards.
"""

from bench.desk_day.day import measure

__all__ = ["measure"]
