"""Decides whether a run goes on: stops it if every further article would fail, or would cost more than is left."""

import asyncio

from summarizer.article import Article
from summarizer.costs import cost
from summarizer.digest import Digest, Usage
from summarizer.digesting import Result
from summarizer.errors import ModelError, StoppedError, UnavailableError, UsageError
from summarizer.meter import Meter

IN_A_ROW = 8
"""Articles in a row that the server failed, with no digest between them, after which it counts as down."""
QUESTION, REPLY = 1500, 700
"""Tokens of a section's question beside the article, and of its reply to a short one."""
AGAIN = 2
"""How often a question may be paid: for a reply that is not valid, it is asked again."""


class RunMonitor:
    """Follows the cost and the results of articles. `reason` is why the run must stop; None while it may go on."""

    def __init__(self, model: str, sections: int, max_cost: float | None) -> None:
        """`max_cost` is in US dollars. Raises UsageError where it can't be kept, since no price is known."""
        self._model, self._sections, self._max_cost = model, sections, max_cost
        self._under_way: dict[int, float] = {}
        """What each article under way may cost."""
        self._dearest = 1.0
        """How many times the estimate an article cost at the most."""
        self._paid = asyncio.Condition()
        self._in_a_row = 0
        self.meter = Meter()
        """What all of them took."""
        self.done = self.failed = 0
        """Articles with a digest, and without one; one that can't be done now, as no other can, is neither."""
        self.reason: StoppedError | None = None
        if max_cost is not None and cost(model, Usage(input_tokens=1)) is None:
            raise UsageError(f"The price of {model} is not known: its cost can't be limited", "Leave the limit out")

    def allow(self, most: float, what: str) -> None:
        """Raise StoppedError where `what`, which may cost `most` US dollars, could pass the limit."""
        spent = self.meter.spent_usd or 0.0
        if self._max_cost is not None and spent + most > self._max_cost:
            raise StoppedError(
                f"{what} could cost ${most:.4f} and pass the limit of ${self._max_cost:g}: ${spent:.4f} are spent",
                "Run it again with a higher limit: what is done is not paid for again",
            )

    async def begin(self, article: Article) -> bool:
        """Whether to begin with this article. Waits for others where these have to be paid first."""
        if self._max_cost is not None:
            async with self._paid:
                await self._paid.wait_for(lambda: self.reason or not self._reserved or self._can_pay(article))
                self._reserve(article)
        return self.reason is None

    def _can_pay(self, article: Article) -> bool:
        return (self.meter.spent_usd or 0.0) + self._reserved + self._highest_cost(article) <= (self._max_cost or 0.0)

    def _reserve(self, article: Article) -> None:
        if self.reason is None and not self._can_pay(article):
            spent = self.meter.spent_usd or 0.0
            self.reason = StoppedError(
                f"The next article could pass the limit of ${self._max_cost:g}: ${spent:.4f} are spent",
                "The limit is for one run" if spent else "Give a higher limit",
            )
        if self.reason is None:
            self._under_way[id(article)] = self._highest_cost(article)

    async def end(self, article: Article, result: Result) -> bool:
        """Record the result of an article. False if its error is not about the article, but ends the run."""
        self.meter.add(result.meter)
        reserved = self._under_way.pop(id(article), None)
        if reserved:
            took = result.meter.spent_usd or 0.0
            self._dearest = max(self._dearest, self._dearest * took / reserved)
        is_result = self._judge_result(result)
        if self._max_cost is not None and self.meter.spent_usd is None and self.reason is None:
            self.reason = StoppedError(
                "The server does not tell the tokens of a reply, so that its cost can't be limited",
                "Leave the limit out, or choose another model",
            )
        async with self._paid:
            self._paid.notify_all()
        return is_result

    def fail(self) -> None:
        """Record that an article can't be read."""
        self.failed += 1

    @property
    def _reserved(self) -> float:
        return sum(self._under_way.values())

    def _judge_result(self, result: Result) -> bool:
        if isinstance(result.value, Digest):
            self.done += 1
            self._in_a_row = 0
            return True
        error = result.value
        is_down = isinstance(error, UnavailableError)
        is_lasting = isinstance(error, ModelError) and not is_down
        self._in_a_row += is_down
        self.failed += not is_lasting
        if self.reason is None and (is_lasting or self._in_a_row >= IN_A_ROW):
            self.reason = StoppedError(f"The run stopped: {error.message}", error.hint)
            self.reason.__cause__ = error
        return not is_lasting

    def _highest_cost(self, article: Article) -> float:
        """US dollars that an article may cost: all sections, the question for doubtful texts, and all of it twice."""
        size = len(article.text.encode()) // 3
        questions = AGAIN * (self._sections + 1)
        usage = Usage(input_tokens=questions * (size + QUESTION), output_tokens=questions * (REPLY + size))
        return self._dearest * (cost(self._model, usage) or 0.0)
