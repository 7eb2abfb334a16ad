"""Accept a number or refuse it with a `ValueError` that names it: the gate every measure puts its input through."""

import math
from collections.abc import Iterable
from numbers import Real
from statistics import NormalDist
from typing import Any


def number(value: Any, *, name: str, low: float = -math.inf, high: float = math.inf) -> float:
    """One finite number in low..high; truth values, text and NaN are refused."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise ValueError(f"{name} must be a number, not {value!r}")
    try:
        accepted = float(value)
    except OverflowError:
        accepted = math.inf
    if not math.isfinite(accepted) or not low <= accepted <= high:
        raise ValueError(f"{name} must be a finite number in {low}..{high}, not {value!r}")
    return accepted


def whole(value: Any, *, name: str, low: float = -math.inf, high: float = math.inf) -> int:
    """One whole number in low..high; 9.0 is whole, 9.5 is refused."""
    if type(value) is not int and number(value, name=name) != int(value):
        raise ValueError(f"{name} must be a whole number, not {value!r}")
    if not low <= value <= high:
        raise ValueError(f"{name} must lie in {low}..{high}, not {value!r}")
    return int(value)


def each(values: Iterable[Any], *, name: str) -> list[Any]:
    """The values as a list; something that cannot be gone through, or a text, is refused."""
    if isinstance(values, str | bytes):
        raise ValueError(f"{name} must be a sequence of numbers, not {values!r}")
    try:
        return list(values)
    except TypeError as error:
        raise ValueError(f"{name} must be a sequence, not {values!r}") from error


def numbers(values: Iterable[Any], *, name: str, low: float = -math.inf, high: float = math.inf) -> list[float]:
    """A list of finite numbers in low..high."""
    return [number(value, name=f"each of the {name}", low=low, high=high) for value in each(values, name=name)]


def wholes(values: Iterable[Any], *, name: str, low: float, high: float) -> list[int]:
    """A list of whole numbers in low..high."""
    return [whole(value, name=f"each of the {name}", low=low, high=high) for value in each(values, name=name)]


def some(values: list[Any], *, name: str) -> list[Any]:
    """The list itself, refused when nothing is in it: there is no figure without an answer."""
    if not values:
        raise ValueError(f"{name} must not be empty: []")
    return values


def share(value: Any, *, name: str) -> float:
    """A number strictly between 0 and 1."""
    accepted = number(value, name=name)
    if not 0 < accepted < 1:
        raise ValueError(f"{name} must lie strictly between 0 and 1, not {value!r}")
    return accepted


def z_of(confidence: Any) -> float:
    """The two-sided normal quantile of a confidence level: .95 → 1.959964."""
    return NormalDist().inv_cdf(0.5 + share(confidence, name="confidence") / 2)
