"""People's decisions about acts, made ready for the sweep: which are tied together, which must stay apart."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

Pair = tuple[Any, Any]


class Wishes:
    """Acts tied together form a knot; knots that hold acts to be kept apart never share an episode."""

    def __init__(self, acts: list[Any], *, together: list[Pair], apart: list[Pair]) -> None:
        """`acts` in time order; the order in which wishes are given plays no part."""
        self.refused_together: list[Pair] = []
        self.refused_apart: list[Pair] = []
        self._knot: dict[Any, Any] = {}
        self._foes: dict[Any, set[Any]] = defaultdict(set)
        self._reference: dict[Any, Any] = {}
        self._place: dict[Any, Any] = {}
        if not together and not apart:
            return
        turn = {act.id: number for number, act in enumerate(acts)}
        self._keep_apart(_ordered(apart, turn, self.refused_apart))
        self._tie(_ordered(together, turn, self.refused_together), {act.id: act.person for act in acts})
        self._lend_references(acts)

    def reference_of(self, act: Any) -> Any:
        """The act's reference, or the one of the acts it is tied to."""
        if act.reference is None and self._knot:
            return self._reference.get(self._root(act.id))
        return act.reference

    def place_of(self, act_id: Any) -> Any:
        """The episode where the first act of the knot stands, None when there is none yet."""
        return self._place.get(self._root(act_id)) if act_id in self._knot else None

    def placed(self, act_id: Any, draft: Any) -> None:
        """Remember where a knot stands."""
        if act_id in self._knot:
            self._place[self._root(act_id)] = draft

    def allow(self, act_id: Any, draft: Any) -> bool:
        """Whether nothing in an episode is to be kept apart from this act's knot."""
        if act_id not in self._knot:
            return True
        return all(self._place.get(foe) is not draft for foe in self._foes.get(self._root(act_id), ()))

    def _root(self, act_id: Any) -> Any:
        knot = self._knot
        while (above := knot.get(act_id, act_id)) != act_id:
            knot[act_id] = knot.get(above, above)  # halves the way for the next time
            act_id = above
        return act_id

    def _keep_apart(self, pairs: list[Pair]) -> None:
        for first, second in pairs:
            if first == second:
                self.refused_apart.append((first, second))
                continue
            self._knot.update({first: first, second: second})
            self._foes[first].add(second)
            self._foes[second].add(first)

    def _tie(self, pairs: list[Pair], person_of: dict[Any, Any]) -> None:
        for first, second in pairs:
            one, other = self._root(first), self._root(second)
            if person_of[first] != person_of[second] or other in self._foes.get(one, ()):
                self.refused_together.append((first, second))
                continue
            self._knot.setdefault(first, first)
            self._knot.setdefault(second, second)
            if one != other:
                self._unite(one, other)

    def _unite(self, one: Any, other: Any) -> None:
        self._knot[other] = one
        for foe in self._foes.pop(other, set()):
            self._foes[foe].discard(other)
            self._foes[foe].add(one)
            self._foes[one].add(foe)

    def _lend_references(self, acts: list[Any]) -> None:
        for act in acts:
            if act.id in self._knot and act.reference is not None:
                self._reference.setdefault(self._root(act.id), act.reference)


def _ordered(pairs: Iterable[Pair], turn: dict[Any, int], refused: list[Pair]) -> list[Pair]:
    """Each pair once, earlier act first, pairs in time order; those with unknown acts are refused."""
    known = set()
    for pair in pairs:
        try:
            first, second = pair
        except (TypeError, ValueError) as error:
            raise ValueError(f"a wish must be a pair of act ids, not {pair!r}") from error
        if first in turn and second in turn:
            known.add(tuple(sorted((first, second), key=turn.__getitem__)))
        else:
            refused.append((first, second))
    return sorted(known, key=lambda pair: (turn[pair[0]], turn[pair[1]]))
