"""The suite's shared parts: the cast, the runner, stories and contracts."""
