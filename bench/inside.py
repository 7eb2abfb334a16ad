"""One measurement in its place: started by `python -m bench` with the place's environment, prints JSON."""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path


def main() -> None:
    """`python -m bench.inside MODULE DATABASE {"keyword": value}`; the last line printed is the result."""
    import django

    django.setup()
    name, database, keywords = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    try:
        result = importlib.import_module(f"bench.{name}").measure(database, **keywords)
    except BaseException:
        _say_what_they_said()
        raise
    print(json.dumps(result, default=str))


def _say_what_they_said() -> None:
    """The last of what web server, worker and listener wrote, before the place is gone."""
    log = Path(os.environ["RAPPORT_DATA"]) / "processes.log"
    if log.exists():
        print(log.read_text(errors="replace")[-8000:], file=sys.stderr)


if __name__ == "__main__":
    main()
