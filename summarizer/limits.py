"""How fast requests may go: one limiter for all of them, which learns what the provider allows.

A provider counts requests and tokens. Most give back bit by bit what was used (a token bucket, as OpenAI documents),
some all at once at the end of a window. Their answers say what is left and when all of it is back; what is too much is
refused with status 429. So a request waits until as much is left as it will take. A limit that nobody has stated does
not hold it up.
"""

import asyncio
import datetime
import math
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

MINUTE = 60.0
DAY = 86_400.0
FIRST = 8
"""Requests under way before the first answer has told what is allowed."""
TELLING = 0.1
"""Which part of a limit has to be used to tell by it whether that comes back bit by bit: headers round."""
LATEST = 0.02
"""What part the latest answer has in an average."""
TRUST = 0.2
"""How much of the difference between what an answer says is left and what was counted is believed at once."""
LIKENESS = 0.25
"""How far a rate may be off, relatively, to count as the same: headers round."""
GROWTH, CUT = 1.0003, 0.95
"""What each accepted request and each refusal does to a rate that was only guessed from refusals."""
MEASURED = 10.0
"""Seconds between two refusals, at the least, in which as many were accepted as come back."""
SLACK = 0.25
"""Seconds to let a window end: the provider's clock counts, and it is not seen."""
BURST = 0.05
"""What part of a rate that the user told may go at once. The rest comes back evenly, so that no minute has more."""
LONGEST_PAUSE = 32.0
"""Seconds to wait at most after refusals that do not say how long."""

Clock = Callable[[], float]


class Ticket(NamedTuple):
    """A request that was let through: when, its bytes and the tokens expected, and all requests and bytes by then."""

    sent: float
    size: int
    tokens: float
    requests: int
    sizes: int


class Budget:
    """What is left of one thing that a provider counts, requests or tokens. Times are in seconds."""

    def __init__(self, clock: Clock, a_minute: float | None = None, *, is_exact: bool) -> None:
        """A budget of so much in any minute; not known where that is None. `is_exact`: costs are no estimates."""
        self._clock, self._is_exact = clock, is_exact
        self._told = a_minute
        self.limit = a_minute and BURST * a_minute
        """How much can be left at the most. None where nobody has said."""
        self.rate = (1 - BURST) * (a_minute or 0.0) / MINUTE
        """How much comes back in a second."""
        self.level = self.limit or 0.0
        """How much is left; less than none where more was sent than should have been."""
        self._at = clock()
        self._renews: float | None = None
        """When all of it comes back at once; nothing does before."""
        self._evenness = 0.0
        """Above 0 where answers show that it comes back bit by bit, below where they show that it comes all at once."""

    def wait(self, cost: float, under_way: int) -> float:
        """Seconds until `cost` is left, and something more: clocks differ, and costs may be estimated too low.

        The errors of so many estimates as are `under_way` add up to their root.
        """
        if self.limit is None:
            return 0.0
        self._refill()
        in_window = self._renews is not None
        more = (0 if in_window else 1) if self._is_exact else max(1.0, 0.75 * math.sqrt(under_way))
        needed = min((1 + more) * cost, self.limit)
        missing = needed - self.level
        if missing <= 0:
            return 0.0
        return missing / self.rate if self._renews is None else self._renews - self._at

    def take(self, cost: float) -> None:
        """Count what is sent now."""
        self._refill()
        self.level -= cost

    def _refill(self) -> None:
        now = self._clock()
        if self._renews is None:
            self.level = min(self.limit or 0.0, self.level + (now - self._at) * self.rate)
        elif now >= self._renews:
            self.level, self._renews = self.limit or 0.0, None
        self._at = now

    def learn(self, limit: float, left: float, whole: float | None, sent: float, since: float) -> None:
        """Take over what an answer says: `left` of `limit` are left, and all of it will be in `whole` seconds.

        The provider counted when the request reached it, about at `sent`: what requests took that were sent `since` is
        not counted in `left`, nor what came back.
        """
        if self._told is not None and self._told <= limit:
            return  # the user knows better, and wants less
        self._refill()
        used, now, is_known = limit - left, self._at, self.limit == limit
        shown = used / whole if whole and used > 0 else None
        steady = next((limit / period for period in (MINUTE, DAY) if shown and _is_like(shown, limit / period)), None)
        self.limit, self.rate = limit, steady or (self.rate if is_known else limit / MINUTE)
        if used >= TELLING * limit:  # one answer alone may look even by chance, in a window too
            self._evenness += LATEST * ((1 if steady else -1) - self._evenness)
        is_even = self._evenness > 0 if self._evenness else bool(steady)
        if shown and not is_even:  # so much does not come back bit by bit in that time: it will all at once
            renews = sent + (whole or 0.0) + SLACK
            if renews <= now:  # it has come back since
                self.level = self.level if is_known else limit - since
                return
            self._renews, seen = renews, left - since
        else:
            self._renews, seen = None, min(limit, left + (now - sent) * self.rate) - since
        # Requests overtake each other on their way, and replies are longer or shorter: one answer alone may be far off.
        self.level = self.level + TRUST * (seen - self.level) if is_known else seen

    def correct(self, difference: float) -> None:
        """Count what a request took beyond its cost."""
        self.level -= difference

    def guess(self, a_minute: float) -> None:
        """Take over that nothing is left, and that about so much comes back in a minute."""
        a_minute = max(1.0, a_minute)
        self.limit, self.rate, self.level, self._at = a_minute, a_minute / MINUTE, 0.0, self._clock()

    def empty(self, pause: float) -> None:
        """Take over that nothing is left, and that it is worth asking again after `pause` seconds."""
        if self.limit is None:
            return
        self._refill()
        self.level = min(self.level, 0.0)
        if pause > 2 * max(1.0, 1 / self.rate):  # far longer than the next bit takes to come back
            self._renews = max(self._renews or 0.0, self._at + pause)


def _is_like(a: float, b: float) -> bool:
    return abs(a - b) <= LIKENESS * b


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
        self._sent: deque[float] = deque()
        """When the requests of the last minute were sent."""
        self._accepted = 0
        """Since the last refusal."""
        self._answers = 0
        self._written = 0.0
        """Tokens of a reply, on average."""
        self._a_byte = 0.25
        """Tokens of a question for each of its bytes, on average."""
        self._requests = self._sizes = 0
        """All that were let through, and their bytes."""

    async def turn(self, size: int) -> Ticket:
        """Wait for the turn of a request of `size` bytes, and count it."""
        async with self._turn:
            while not self._is_answered and self._under_way >= FIRST:
                self._ended.clear()
                await self._ended.wait()
            cost = {"requests": 1.0, "tokens": self._tokens(size)}
            while (wait := self._wait(cost)) > 0:
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
        elapsed, accepted = now - self._refused_at, self._accepted
        self._refusals, self._refused_at, self._accepted = self._refusals + 1, now, 0
        pause = min(LONGEST_PAUSE, 2.0 ** (self._refusals - 1)) if pause is None else pause
        self._until = max(self._until, now + pause)
        requests, tokens = self._budgets["requests"], self._budgets["tokens"]
        if requests.limit is None and tokens.limit is None:
            self._is_guessed = True
            requests.guess(len(self._sent) - 1)
        elif self._is_guessed:
            requests.guess((accepted / elapsed if elapsed >= MEASURED else requests.rate) * MINUTE * CUT)
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
            if limit and left is not None:
                whole = seconds(_header(headers, name, "reset"))
                budget.learn(limit / self._share, left / self._share, whole, ticket.sent, since[name])
                found = True
        return found


def _header(headers: Mapping[str, str], name: str, what: str) -> str:
    """A header about a limit, as OpenAI and those who follow it name it, or as Anthropic does."""
    return headers.get(f"x-ratelimit-{what}-{name}") or headers.get(f"anthropic-ratelimit-{name}-{what}") or ""


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


_DURATION = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:([\d.]+)s)?(?:([\d.]+)ms)?")


def seconds(text: str) -> float | None:
    """Seconds that a header states: "1m30.5s", "120ms", "7.66", or a time in RFC 3339, from now on.

    >>> seconds("1m30.5s"), seconds("120ms"), seconds("7.66"), seconds("soon")
    (90.5, 0.12, 7.66, None)
    """
    if (plain := _number(text)) is not None:
        return plain
    if text and (match := _DURATION.fullmatch(text)):
        days, hours, minutes, whole, thousandths = (_number(part or "0") or 0.0 for part in match.groups())
        return days * DAY + hours * 3600 + minutes * MINUTE + whole + thousandths / 1000
    try:
        at = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    now = datetime.datetime.now(datetime.UTC)
    return max(0.0, (at - now).total_seconds()) if at.tzinfo else None
