"""Faults on purpose: answers leave while the worker is killed and the smarthost misbehaves; nothing may be lost.

`python -m bench faults` runs it in an empty place and judges by the receiver's log alone what the world got.
"""

from bench.faults.answering import measure
from bench.faults.receiver import Receiver

__all__ = ["Receiver", "measure"]
