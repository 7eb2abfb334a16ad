"""What each episode puts into the counters of contact, folded from acts or computed from nothing."""
