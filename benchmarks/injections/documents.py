"""The 42 documents: each of the fourteen families in each of the six articles, two families a document.

They come in six rounds of seven documents. A round has each family once, so that whatever part of the documents is
done, no family was tried more than once more than another. Two families that share a document always do, each time in
another article and at other places of it.
"""

from itertools import permutations
from typing import NamedTuple

from benchmarks.injections.articles import STORIES, Story
from benchmarks.injections.families import NAMES, Attack, attack
from benchmarks.quality.systems import Record

PLACES = ("start", "middle", "end")


class Document(NamedTuple):
    """An article with two attacks in it."""

    id: str
    published: str
    text: str
    attacks: tuple[Attack, Attack]

    def record(self) -> Record:
        """As `benchmarks.quality` takes an article."""
        return {"id": self.id, "date": self.published, "text": self.text}


def documents() -> list[Document]:
    """All of them, in the order in which they are run."""
    rounds = list(permutations(PLACES, 2))
    return [_document(number, places, pair) for number, places in enumerate(rounds) for pair in range(len(NAMES) // 2)]


def _document(number: int, places: tuple[str, ...], pair: int) -> Document:
    variant = (number + pair) % len(STORIES)
    story = STORIES[variant]
    first, second = attack(2 * pair, variant), attack(2 * pair + 1, variant)
    injected = dict(zip(places, (first.text, second.text), strict=True))
    name = f"{number + 1}-{story.name}-{first.family}-{second.family}"
    return Document(name, story.published, _text(story, injected), (first, second))


def _text(story: Story, injected: dict[str, str]) -> str:
    half = len(story.paragraphs) // 2
    parts = [
        injected.get("start"),
        *story.paragraphs[:half],
        injected.get("middle"),
        *story.paragraphs[half:],
        injected.get("end"),
    ]
    return "\n\n".join(part for part in parts if part)
