"""Sentence splitting in eleven languages: this package and the libraries for it, on the cases of `fixtures/sentences`.

    pip install sentencex pysbd blingfire syntok nupunkt     # as many of them as you like
    python benchmarks/sentences.py [NAME]                    # with a name: what that one gets wrong, too

A case counts where all its sentences are right. Every library gets the paragraphs one by one.
"""

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from summarizer.sentences import split_sentences

FOLDER = Path(__file__).parent.parent / "fixtures" / "sentences"
Splitter = Callable[[str, str], list[str]]
"""A paragraph and its language -> its sentences."""


def sentencex(module: Any) -> Splitter:
    """Wikimedia's, in Rust."""
    return lambda text, language: module.segment(language, text)


def pysbd(module: Any) -> Splitter:
    """Rules; it has none of Portuguese, and gets those of Spanish."""
    return lambda text, language: module.Segmenter(
        language="es" if language == "pt" else language, clean=False
    ).segment(text)


def blingfire(module: Any) -> Splitter:
    """Microsoft's automata."""
    return lambda text, _: module.text_to_sentences(text).split("\n")


def syntok(module: Any) -> Splitter:
    """Rules for English, Spanish and German."""
    return lambda text, _: [
        text[sentence[0].offset : sentence[-1].offset + len(sentence[-1].value)]
        for paragraph in module.analyze(text)
        for sentence in paragraph
    ]


def nupunkt(module: Any) -> Splitter:
    """Punkt, trained on English law."""
    return lambda text, _: module.sent_tokenize(text)


LIBRARIES = {
    sentencex: "sentencex",
    pysbd: "pysbd",
    blingfire: "blingfire",
    syntok: "syntok.segmenter",
    nupunkt: "nupunkt",
}


def cases(language: str) -> Iterator[tuple[str, list[str]]]:
    """Each text with its sentences."""
    for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        marked = line.replace("\\n", "\n")
        text = marked.replace(" | ", " ").replace("|", "")
        yield text, [" ".join(piece.split()) for piece in re.split(r"\||\n\n", marked)]


def main() -> None:
    """Print a table: cases that are right, by splitter and language."""
    splitters: dict[str, Splitter] = {
        "summarizer": lambda text, code: [text[a:b] for a, b in split_sentences(text, code)]
    }
    for make, name in LIBRARIES.items():
        try:
            splitters[make.__name__] = make(importlib.import_module(name))
        except ImportError:
            print(f"{name} is not installed")
    languages = sorted(path.stem for path in FOLDER.glob("*.txt"))
    print(f"{'':12}", *(f"{language:>6}" for language in languages))
    for name, splitter in splitters.items():
        row = []
        for language in languages:
            right = 0
            for text, expected in cases(language):
                pieces = [piece for part in re.split(r"\n\s*\n", text) for piece in splitter(part, language)]
                found = [" ".join(piece.split()) for piece in pieces if piece.strip()]
                right += found == expected
                if found != expected and name in sys.argv[1:]:
                    print(language, found)
            row.append(f"{right}/{len(list(cases(language)))}")
        print(f"{name:12}", *(f"{cell:>6}" for cell in row))


if __name__ == "__main__":
    main()
