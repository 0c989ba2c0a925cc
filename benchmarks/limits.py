"""Requests and tokens a minute, as providers enforce them: what a server of benchmarks lets through."""

import math
import time
from dataclasses import dataclass
from typing import Literal, NamedTuple

MINUTE = 60.0

Kind = Literal["sliding", "fixed"]


class Bucket:
    """A token bucket: it holds a minute's worth, starts full and refills all the time. Times are seconds."""

    def __init__(self, per_minute: int, now: float) -> None:
        self.per_minute = per_minute
        self._left, self._at = float(per_minute), now

    def left(self, now: float) -> float:
        """What may be taken now."""
        self._left = min(self.per_minute, self._left + (now - self._at) * self.per_minute / MINUTE)
        self._at = now
        return self._left

    def take(self, amount: float, now: float) -> None:
        """Take so much out."""
        self._left = self.left(now) - amount

    def wait(self, amount: float, now: float) -> float:
        """Seconds until so much may be taken."""
        return max(0.0, (amount - self.left(now)) * MINUTE / self.per_minute)

    def reset(self, now: float) -> float:
        """Seconds until it is full again."""
        return self.wait(self.per_minute, now)


class Window(Bucket):
    """The same in fixed windows: each full minute of the clock has its own allowance."""

    def left(self, now: float) -> float:
        """What may be taken in the rest of this minute."""
        if now // MINUTE != self._at // MINUTE:
            self._left = float(self.per_minute)
        self._at = now
        return self._left

    def wait(self, amount: float, now: float) -> float:
        """Seconds until so much may be taken: none, or until the next minute."""
        return 0.0 if amount <= self.left(now) else self.reset(now)

    def reset(self, now: float) -> float:
        """Seconds until the next minute."""
        return MINUTE - now % MINUTE


class Refusal(NamedTuple):
    """Which limit does not let a request through, and for how many seconds."""

    limit: str
    wait: float


@dataclass(frozen=True)
class Limits:
    """What a server allows in a minute; None: as much as anybody wants. `has_headers`: it tells what is left."""

    requests: int | None = None
    tokens: int | None = None
    kind: Kind = "sliding"
    has_headers: bool = True


class Gate:
    """Lets requests through within limits. A refused request costs nothing."""

    def __init__(self, limits: Limits) -> None:
        new, now = (Window if limits.kind == "fixed" else Bucket), time.time()
        allowed = {"requests": limits.requests, "tokens": limits.tokens}
        self._buckets = {name: new(limit, now) for name, limit in allowed.items() if limit is not None}

    def refuse(self, tokens: float, now: float) -> Refusal | None:
        """Take a request of so many tokens, or say why not."""
        costs = {"requests": 1.0, "tokens": tokens}
        waits = {name: bucket.wait(costs[name], now) for name, bucket in self._buckets.items()}
        name = max(waits, key=lambda name: waits[name], default="")
        if name and waits[name] > 0:
            return Refusal(name, waits[name])
        for name, bucket in self._buckets.items():
            bucket.take(costs[name], now)
        return None

    def headers(self, now: float) -> dict[str, str]:
        """What is left, as OpenAI's headers say it."""
        found = {}
        for name, bucket in self._buckets.items():
            found[f"x-ratelimit-limit-{name}"] = str(bucket.per_minute)
            found[f"x-ratelimit-remaining-{name}"] = str(max(0, math.floor(bucket.left(now))))
            found[f"x-ratelimit-reset-{name}"] = duration(bucket.reset(now))
        return found


def duration(seconds: float) -> str:
    """Seconds as OpenAI's headers write them: "120ms", "1.5s", "6m0s"."""
    milliseconds = math.ceil(seconds * 1000)
    if milliseconds < 1000:
        return f"{milliseconds}ms"
    minutes, rest = divmod(milliseconds, 60_000)
    return (f"{minutes}m" if minutes else "") + f"{rest / 1000:g}s"
