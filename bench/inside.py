"""One measurement in its place: started by `python -m bench` with the place's environment, prints JSON."""

from __future__ import annotations

import importlib
import json
import sys


def main() -> None:
    """`python -m bench.inside MODULE DATABASE {"keyword": value}`; the last line printed is the result."""
    import django

    django.setup()
    name, database, keywords = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    result = importlib.import_module(f"bench.{name}").measure(database, **keywords)
    print(json.dumps(result, default=str))


if __name__ == "__main__":
    main()
