"""How much text a model is given at once, in tokens.

Two things bound it: the context, which question, text and reply share; and what one reply can tell, since nobody lists
all claims of a book in one go.
"""

from collections.abc import Mapping
from typing import NamedTuple

from summarizer.llm import LLM

PART: Mapping[str, int] = {"full": 8000, "brief": 3000}
"""Tokens of a part by the profile of the model, where its context has room and nobody says otherwise."""
LEAST = 200
"""Tokens of a part at the least: some sentences."""
_BESIDE: Mapping[str, int] = {"full": 2000, "brief": 2500}
"""Tokens of a prompt beside the text: rules, question, who is known; and of a small model's reply."""
_TIMES: Mapping[str, float] = {"full": 2.5, "brief": 2.0}
"""What text and reply take together, or text and hints, as multiples of the text."""
_BYTES = 3
"""Bytes of a token where nobody counts: mostly a token has more, and a character of Chinese or Japanese as many."""


class Window(NamedTuple):
    """How many tokens of text a part may have, and how many tokens a character of this text takes."""

    most: int
    per_character: float


async def window_for(llm: LLM, text: str) -> Window:
    """How to cut this text for this model."""
    guessed = len(text.encode()) / _BYTES
    per_character = guessed / max(1, len(text))
    most = llm.part or PART[llm.profile]
    if guessed > min(most, _SMALL):
        context = await llm.context()
        most = max(LEAST, min(most, int((context - _BESIDE[llm.profile]) / _TIMES[llm.profile])))
    if guessed > most and (counted := await llm.tokens(text)):
        per_character = min(counted, len(text.encode())) / len(text)  # no token is less than a byte
    return Window(most, per_character)


_SMALL = 800
"""Tokens of a text that every model can read, whatever its context."""
