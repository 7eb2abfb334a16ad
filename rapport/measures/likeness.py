"""Grouping short texts by likeness: TF-IDF, latent meaning, average linkage. Nothing is drawn by lot, so a text set
gives the same groups each time and in any order; what is like nothing else stays outside and is counted."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

LEAST = 10
ALIKE = 0.65  # mean cosine distance within a group at most, among latent dimensions
MEANINGS, FEWER = 60, 3  # latent dimensions at most; and at most a third of what there is
SHORTEST, STEM = 3, 6
NAMED_BY, SIGNED_BY = 3, 8
STOP_WORDS = frozenset(
    """about after again all also and any are because been before being both but can cannot could did didn does doesn
    doing don done down during each even every few for from further get gets got had has hasn have haven having her
    here hers him his how into its itself just like made make many may me more most much must myself nor not now off
    once one only other our ours out over own really same she should since some such than that the their theirs them
    then there these they thing things this those through too under until very was wasn way well were what when where
    which while who whom why will with without won would wouldn you your yours always never nothing something
    aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist da damit
    dann das dass dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du
    durch ein eine einem einen einer eines einmal er es etwas euch euer fur gegen gewesen hab habe haben hat hatte
    hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem ins ist ja jede jedem jeden
    jeder jedes jetzt kann kein keine keinem keinen keiner konnen konnte machen man manche mehr mein meine meinem
    meinen meiner mich mir mit muss musste nach nicht nichts nie noch nun nur ob oder ohne schon sehr sein seine
    seinem seinen seiner selbst sich sie sind so solche soll sollte sondern sonst uber um und uns unser unsere unter
    viel vom von vor war waren warst was weil weiter welche wenn wer werde werden wie wieder will wir wird wirst wo
    wollen wollte wurde wurden zu zum zur zwar zwischen""".split()
)


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that are like each other: their places, the words that set them apart, and all from the most typical on."""

    members: tuple[int, ...]
    terms: tuple[str, ...]
    signature: tuple[str, ...]
    typical: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups, the largest first, and how many texts are in none."""

    groups: tuple[Group, ...]
    rest: int


def groups(texts: Sequence[str], *, words: Callable[[str], list[str]], least: int = LEAST) -> Grouped:
    """Group texts by likeness; `words` parts a text into folded words; groups below `least` are not told of.

    A group is the largest set whose mean cosine distance is at most .65 (average linkage: Sokal & Michener 1958) after
    TF-IDF (Spärck Jones 1972) and at most 60 latent dimensions (Deerwester et al. 1990). scipy is imported inside.
    Typical texts are the distinct ones nearest to the middle of the group. English and German stop words are left out.
    """
    order = sorted(range(len(texts)), key=lambda place: (texts[place], place))
    stems, shown = _stems([words(texts[place]) for place in order])
    weights, vocabulary, filled = _weights(stems)
    if len(filled) < max(least, 2) or not vocabulary:
        return Grouped((), len(texts))
    space = _space(weights)
    found = [
        _group(
            [filled[row] for row in rows],
            space[rows],
            weights[rows],
            vocabulary=vocabulary,
            order=order,
            texts=texts,
            shown=shown,
        )
        for rows in _together(space, least)
    ]
    found.sort(key=lambda one: (-len(one.members), one.signature))
    return Grouped(tuple(found), len(texts) - sum(len(one.members) for one in found))


def same_group(signature: Sequence[str], other: Sequence[str]) -> float:
    """How far two groups are the same: the share (Jaccard, 0..1) of the words that set them apart.

    >>> same_group(("crane", "line"), ("line", "crane", "dead"))
    0.6666666666666666
    """
    both = set(signature) | set(other)
    return len(set(signature) & set(other)) / len(both) if both else 0.0


def _stems(texts: list[list[str]]) -> tuple[list[Counter[str]], dict[str, str]]:
    """Each text as stems with their counts, and for each stem the word most often behind it."""
    behind: dict[str, Counter[str]] = {}
    found = []
    for words in texts:
        kept = [word for word in words if len(word) >= SHORTEST and word not in STOP_WORDS and not word.isdigit()]
        for word in kept:
            behind.setdefault(word[:STEM], Counter())[word] += 1
        found.append(Counter(word[:STEM] for word in kept))
    return found, {stem: min(many, key=lambda word: (-many[word], word)) for stem, many in behind.items()}


def _weights(stems: list[Counter[str]]) -> tuple[Any, list[str], list[int]]:
    import numpy as np

    n = len(stems)
    in_texts = Counter(stem for counts in stems for stem in counts)
    vocabulary = sorted(stem for stem, many in in_texts.items() if 2 <= many <= max(9 * n // 10, 2))
    column = {stem: at for at, stem in enumerate(vocabulary)}
    filled = [row for row, counts in enumerate(stems) if any(stem in column for stem in counts)]
    weights = np.zeros((len(filled), len(vocabulary)))
    for at, row in enumerate(filled):
        for stem, many in stems[row].items():
            if stem in column:
                weights[at, column[stem]] = (1 + log(many)) * (log((1 + n) / (1 + in_texts[stem])) + 1)
    length = np.linalg.norm(weights, axis=1, keepdims=True)
    return weights / np.where(length == 0, 1, length), vocabulary, filled


def _space(weights: Any) -> Any:
    """The texts in at most 60 latent dimensions; from a fixed start, so that the same texts lie the same."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.linalg import svds

    many = min(MEANINGS, min(weights.shape) // FEWER)
    if many < 2:
        return weights
    left, values, _ = svds(csr_matrix(weights), k=many, v0=np.ones(min(weights.shape)))
    space = left * values
    # What the kept dimensions say nothing about keeps its own words.
    return np.where(np.linalg.norm(space, axis=1, keepdims=True) > 1e-9, space, 1e-9)


def _together(space: Any, least: int) -> list[list[int]]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import pdist

    apart = pdist(space, "cosine").clip(0, 2)
    labels = fcluster(linkage(apart, "average"), ALIKE, "distance")
    found: dict[int, list[int]] = {}
    for row, label in enumerate(labels):
        found.setdefault(int(label), []).append(row)
    return [rows for rows in found.values() if len(rows) >= least]


def _group(
    members: list[int],
    space: Any,
    weights: Any,
    *,
    vocabulary: list[str],
    order: list[int],
    texts: Sequence[str],
    shown: dict[str, str],
) -> Group:
    import numpy as np

    lengths = np.linalg.norm(space, axis=1, keepdims=True)
    unit = space / np.where(lengths == 0, 1, lengths)
    middle = unit.mean(axis=0)
    near = unit @ (middle / (np.linalg.norm(middle) or 1))
    ranked = sorted(range(len(vocabulary)), key=lambda at: (-weights[:, at].mean(), vocabulary[at]))
    signature = tuple(vocabulary[at] for at in ranked[:SIGNED_BY] if weights[:, at].any())
    nearest = sorted(range(len(members)), key=lambda at: (-round(float(near[at]), 9), texts[order[members[at]]]))
    return Group(
        members=tuple(sorted(order[place] for place in members)),
        terms=tuple(shown[stem] for stem in signature[:NAMED_BY]),
        signature=signature,
        typical=tuple(order[members[at]] for at in nearest),
    )
