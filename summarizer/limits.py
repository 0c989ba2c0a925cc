"""How fast requests may go: one limiter for all of them, which learns what the provider allows.

A provider counts requests and tokens. Most give back bit by bit what was used (a token bucket, as OpenAI documents),
some all at once at the end of a window. Their answers say what is left and when all of it is back; what is too much is
refused with status 429. So a request waits until as much is left as it will take. A limit that nobody has stated does
not hold it up.
"""

import asyncio
import datetime
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from summarizer.budget import DAY, LATEST, MINUTE, Budget, Clock
from summarizer.errors import UnavailableError

FIRST = 8
"""Requests under way before the first answer has told what is allowed."""
GROWTH, CUT = 1.0003, 0.95
"""What each accepted request and each refusal does to a rate that was only guessed from refusals."""
TELLING = 80
"""Requests sent before a refusal that says no limit counts as one: a server that is busy refuses at random."""
LEAST = 0.25
"""What part of the first guess is left at the least, for the same reason."""
MEASURED = 10.0
"""Seconds between two refusals, at the least, in which as many were accepted as come back."""
LONGEST_TURN = 1800.0
"""Seconds that the next request waits at most: the default deadline would end before it is sent."""
SINCE_1970 = 1e9
"""Seconds beyond which a number is a time, not a pause."""
LONGEST_PAUSE = 32.0
"""Seconds to wait at most after refusals that do not say how long."""


class Ticket(NamedTuple):
    """A request that was let through: when, its bytes and the tokens expected, and all requests and bytes by then."""

    sent: float
    size: int
    tokens: float
    requests: int
    sizes: int


class Limiter:
    """Lets requests through as fast as the provider allows: one for all requests to a model, in an event loop."""

    def __init__(
        self,
        rpm: float | None = None,
        tpm: float | None = None,
        *,
        share: int = 1,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`rpm` and `tpm` are requests and tokens a minute, of all `share` processes that send; None: to be learned."""
        self._share, self._clock, self._sleep = share, clock, sleep
        self._budgets = {
            "requests": Budget(clock, rpm and rpm / share, is_exact=True),
            "tokens": Budget(clock, tpm and tpm / share, is_exact=False),
        }
        self._turn = asyncio.Lock()  # first come, first served
        self._under_way = 0
        self._ended = asyncio.Event()
        """Set when a request ends, for the one that waits for it."""
        self._is_answered = False
        """Whether an answer has told what is allowed."""
        self._until = 0.0
        """Nothing is sent before."""
        self._refusals = 0
        """Since the last request that was accepted."""
        self._refused_at = 0.0
        self._is_guessed = False
        self._first_guess = 0
        """Requests a minute."""
        self._sent: deque[float] = deque()
        """When the requests of the last minute were sent."""
        self._accepted = 0
        """Since the last refusal."""
        self._answers = 0
        self._written = 0.0
        """Tokens of a reply, on average."""
        self._a_byte = 0.25
        """Tokens of a question for each of its bytes, on average."""
        self._requests_before = 0
        """Those that were let through when one was refused last."""
        self._requests = self._sizes = 0
        """All that were let through, and their bytes."""

    async def turn(self, size: int) -> Ticket:
        """Wait for the turn of a request of `size` bytes, and count it. Raises UnavailableError if that is far off."""
        async with self._turn:
            while not self._is_answered and self._under_way >= FIRST:
                self._ended.clear()
                await self._ended.wait()
            cost = {"requests": 1.0, "tokens": self._tokens(size)}
            while (wait := self._wait(cost)) > 0:
                if wait > LONGEST_TURN:
                    raise UnavailableError(
                        f"By the provider's limits, the next request has to wait {in_words(wait)}", "Try again after it"
                    )
                await self._sleep(min(max(wait, 0.001), 0.5))  # an answer that comes meanwhile may know better
            for name, budget in self._budgets.items():
                budget.take(cost[name])
            self._under_way += 1
            self._sent.append(self._clock())
            while self._sent[0] < self._clock() - MINUTE:
                self._sent.popleft()
            self._requests += 1
            self._sizes += size
            return Ticket(self._clock(), size, cost["tokens"], self._requests, self._sizes)

    def _tokens(self, size: int, requests: int = 1) -> float:
        """How many tokens so many requests, of `size` bytes in all, are expected to take with their replies."""
        return size * self._a_byte + requests * self._written

    def _wait(self, cost: Mapping[str, float]) -> float:
        waits = [budget.wait(cost[name], self._under_way) for name, budget in self._budgets.items()]
        return max(self._until - self._clock(), *waits)

    def accepted(self, ticket: Ticket, headers: Mapping[str, str], taken: int, written: int) -> None:
        """Learn from the answer to a request, which took so many tokens in all, `written` of them for the reply."""
        self._done(is_answered=True)
        self._refusals = 0
        self._accepted += 1
        if taken:
            self._answers += 1
            latest = max(LATEST, 1 / self._answers)
            self._written += latest * (written - self._written)
            if ticket.size:
                self._a_byte += latest * ((taken - written) / ticket.size - self._a_byte)
            self._budgets["tokens"].correct(taken - ticket.tokens)
        if self._learn(ticket, headers):
            self._is_guessed = False
        elif self._is_guessed:
            self._budgets["requests"].rate *= GROWTH

    def refused(self, ticket: Ticket, headers: Mapping[str, str], pause: float | None) -> None:
        """Learn from a 429, which asks for a pause of so many seconds or says nothing."""
        self._done(is_answered=True)
        now = self._clock()
        self._learn(ticket, headers)
        if ticket.sent < self._refused_at:
            return  # it was under way when another was refused
        elapsed, accepted, sent = now - self._refused_at, self._accepted, self._requests - self._requests_before
        self._refusals, self._refused_at, self._accepted = self._refusals + 1, now, 0
        self._requests_before = self._requests
        pause = min(LONGEST_PAUSE, 2.0 ** (self._refusals - 1)) if pause is None else pause
        self._until = max(self._until, now + pause)
        requests, tokens = self._budgets["requests"], self._budgets["tokens"]
        if requests.limit is None and tokens.limit is None:
            if sent >= TELLING:
                self._is_guessed, self._first_guess = True, len(self._sent) - 1
                requests.guess(self._first_guess)
        elif self._is_guessed:
            a_minute = (accepted / elapsed if elapsed >= MEASURED else requests.rate) * MINUTE * CUT
            requests.guess(max(a_minute, LEAST * self._first_guess))
        else:
            requests.empty(pause)
            tokens.empty(pause)

    def failed(self) -> None:
        """Take over that a request came to nothing, in a way that tells nothing of limits."""
        self._done(is_answered=False)

    def _done(self, *, is_answered: bool) -> None:
        self._under_way -= 1
        self._is_answered = self._is_answered or is_answered
        self._ended.set()

    def _learn(self, ticket: Ticket, headers: Mapping[str, str]) -> bool:
        """Whether the headers of an answer told a limit."""
        found = False
        requests = self._requests - ticket.requests
        since = {"requests": float(requests), "tokens": self._tokens(self._sizes - ticket.sizes, requests)}
        for name, budget in self._budgets.items():
            limit, left = _number(_header(headers, name, "limit")), _number(_header(headers, name, "remaining"))
            if limit is not None and left is not None and limit > 0 and left >= 0:  # -1 means that there is none
                whole = parse_seconds(_header(headers, name, "reset"))
                budget.learn(limit / self._share, left / self._share, whole, ticket.sent, since[name])
                found = True
        return found


def _header(headers: Mapping[str, str], name: str, what: str) -> str:
    """A header about a limit, as OpenAI and those who follow it name it, or as Anthropic does."""
    return headers.get(f"x-ratelimit-{what}-{name}") or headers.get(f"anthropic-ratelimit-{name}-{what}") or ""


def in_words(seconds: float) -> str:
    """How long a pause is, for a message: a server may name any number."""
    return f"{seconds:.0f} seconds" if seconds <= DAY else "more than a day"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


_DURATION = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:([\d.]+)s)?(?:([\d.]+)ms)?")


def parse_seconds(text: str) -> float | None:
    """Seconds that a header states: "1m30.5s", "120ms", "7.66", or a time, in RFC 3339 or since 1970, from now on.

    >>> parse_seconds("1m30.5s"), parse_seconds("120ms"), parse_seconds("7.66"), parse_seconds("soon")
    (90.5, 0.12, 7.66, None)
    """
    if (plain := _number(text)) is not None:
        return max(0.0, plain - time.time()) if plain > SINCE_1970 else plain
    if text and (match := _DURATION.fullmatch(text)):
        days, hours, minutes, whole, thousandths = (_number(part or "0") or 0.0 for part in match.groups())
        return days * DAY + hours * 3600 + minutes * MINUTE + whole + thousandths / 1000
    try:
        at = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    now = datetime.datetime.now(datetime.UTC)
    return max(0.0, (at - now).total_seconds()) if at.tzinfo else None
