"""Words, sentences and people of the made-up desk: a Zipf vocabulary, the same for the same seed."""

from __future__ import annotations

import random

FIRST = (
    "Ana Ben Carla Dmitri Elif Farid Grace Hugo Ines Jamal Kira Liam Mei Noor Omar Priya Quinn Rosa Sven Tariq Uma "
    "Viktor Wanda Xu Yara Zoe"
).split()
LAST = (
    "Abara Brandt Costa Dahl Eriksen Fofana Garcia Huang Ivanov Jensen Khan Lopez Meyer Nakamura Okafor Petit Rossi "
    "Singh Tanaka Ueda Varga Weber Yilmaz Zielinski"
).split()
SUBJECTS = [
    "VPN drops every {n} minutes",
    "Cannot print to {w} printer",
    "Laptop {w} will not boot",
    "New starter access request for {w}",
    "Shared mailbox {w} missing",
    "Licence needed for {w}",
    "Password reset for {w} account",
    "Slow {w} since the update",
    "Meeting room {n} screen is black",
    "Phishing message reported ({w})",
    "Software install: {w}",
    "Phone {n} has no dial tone",
]
SYLLABLES = (
    "ba be bi bo da de di do fa fe ga go ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se "
    "si so ta te ti to va ve vi"
).split()
EVERYDAY = (
    "the to and a of in is it on for i we you with not have this that be are as at by my our from please when after "
    "can cannot error printer laptop screen network access account update ticket user team office system file email "
    "login server"
).split()
RARE, COMMON = "zyzzyvascope", "printer"


def vocabulary(size: int = 6000) -> list[str]:
    """Everyday words first, then made-up ones."""
    chance = random.Random(1)
    words = dict.fromkeys(EVERYDAY)
    while len(words) < size:
        words["".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3, 3, 4))))] = None
    return list(words)


class Text:
    """Sentences whose words are as unevenly common as in a language."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.words_known = [word for word in vocabulary() if word != COMMON]
        self._weights: list[float] = []
        total = 0.0
        for place in range(len(self.words_known)):
            total += 1.0 / (place + 8)
            self._weights.append(total)

    def words(self, count: int) -> list[str]:
        """That many words, common ones more often."""
        return self._chance.choices(self.words_known, cum_weights=self._weights, k=count)

    def sentence(self) -> str:
        """Seven to sixteen words."""
        words = self.words(self._chance.randint(7, 16))
        return f"{words[0].capitalize()} {' '.join(words[1:])}."

    def paragraph(self) -> str:
        """Two to five sentences."""
        return " ".join(self.sentence() for _ in range(self._chance.randint(2, 5)))


def person(number: int) -> tuple[str, str]:
    """Name and address of one of the people who write."""
    name = f"{FIRST[number % len(FIRST)]} {LAST[(number // len(FIRST)) % len(LAST)]}"
    return name, f"user{number:05d}@corp{number % 40:02d}.example.test"
