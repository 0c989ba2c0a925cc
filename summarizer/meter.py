"""Counts the requests, tokens and cost of replies."""

from summarizer.cache import CachedReply
from summarizer.digest import Usage


class Meter:
    """Counts the requests, tokens and cost of replies: those for one article, or all.

    `attempts`, `usage` and `cost_usd` are of all replies, whenever they were given; `requests`, `sent` and `spent_usd`
    of those that this run paid for. `replies_kept` came from the cache. A cost is None where no price is known.
    """

    def __init__(self) -> None:
        self.attempts = 0
        self.usage = Usage()
        self.cost_usd: float | None = 0.0
        self.requests = 0
        self.sent = Usage()
        self.spent_usd: float | None = 0.0
        self.replies_kept = 0

    def attempt(self) -> None:
        """Count a request, before it is sent."""
        self.attempts += 1
        self.requests += 1

    def answer(self, usage: Usage, cost_usd: float | None) -> None:
        """Count the response to a request."""
        self.usage += usage
        self.cost_usd = _sum(self.cost_usd, cost_usd)
        self.sent += usage
        self.spent_usd = _sum(self.spent_usd, cost_usd)

    def kept(self, kept: CachedReply) -> None:
        """Count a reply from the cache."""
        self.replies_kept += 1
        self.attempts += kept.attempts
        self.usage += kept.usage
        self.cost_usd = _sum(self.cost_usd, kept.cost_usd)

    def add(self, other: "Meter") -> None:
        """Count what another counted."""
        self.attempts += other.attempts
        self.usage += other.usage
        self.cost_usd = _sum(self.cost_usd, other.cost_usd)
        self.requests += other.requests
        self.sent += other.sent
        self.spent_usd = _sum(self.spent_usd, other.spent_usd)
        self.replies_kept += other.replies_kept


def _sum(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a + b
