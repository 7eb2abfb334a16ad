"""A worker whose readers obey the subject "burn" and compute for ever, so that a time limit can be seen at work."""

from __future__ import annotations

import functools

POISONED = "rapport.interfaces.mail.tests.reading_poison:read"


def main() -> None:
    """Work like `rapport worker` until SIGTERM."""
    import django

    django.setup()
    from rapport.interfaces.cli.worker import run_worker
    from rapport.interfaces.mail import receiving
    from rapport.interfaces.mail.reading.children import Readers

    receiving.Readers = functools.partial(Readers, work=POISONED)  # type: ignore[misc,assignment]
    run_worker()


if __name__ == "__main__":
    main()
