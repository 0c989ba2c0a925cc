"""Providers that are simulated, by a clock that stands still while nobody waits."""

import asyncio
import math
import random
import selectors

from summarizer.limits import Limiter

REQUESTS, TOKENS = 600, 200_000
"""What the simulated provider allows in a minute."""
STARTED = 37.0
"""Where in the provider's window of a minute a run begins."""


class Loop(asyncio.SelectorEventLoop):
    """An event loop whose time goes on by what it would have waited."""

    def __init__(self):
        self.now = 0.0
        super().__init__(Selector(self))

    def time(self):
        return self.now


class Selector(selectors.SelectSelector):
    def __init__(self, loop):
        super().__init__()
        self.loop = loop

    def select(self, timeout=None):
        self.loop.now += timeout or 0
        return super().select(0)


def simulated(work):
    """What `work()` gives, and the seconds that it took by the loop's own clock."""
    with asyncio.Runner(loop_factory=Loop) as runner:
        loop = runner.get_loop()
        return runner.run(work()), loop.now


def limiter(**settings):
    return Limiter(clock=asyncio.get_running_loop().time, **settings)


class Provider:
    """Counts requests and tokens, as a token bucket that fills evenly or in windows of a minute, and refuses."""

    def __init__(self, *, bucket, headers, retry_after):
        self.bucket, self.headers, self.retry_after = bucket, headers, retry_after
        self.limits = {"requests": REQUESTS, "tokens": TOKENS}
        self.left = dict(self.limits)
        self.at = self.window = 0
        self.refused = self.taken = 0

    def now(self):
        return asyncio.get_running_loop().time()

    def until_window_ends(self):
        return 60 - (self.now() + STARTED) % 60

    def answer(self, tokens):
        """Whether a request is accepted, the headers of the answer, and for how long to stay away."""
        self.fill()
        cost = {"requests": 1, "tokens": tokens}
        accepted = all(self.left[name] >= cost[name] for name in cost)
        if accepted:
            self.left = {name: self.left[name] - cost[name] for name in cost}
            self.taken += tokens
        self.refused += not accepted
        headers = {}
        for name, limit in self.limits.items() if self.headers else ():
            back = (limit - self.left[name]) / limit * 60 if self.bucket else self.until_window_ends()
            headers[f"x-ratelimit-limit-{name}"] = str(limit)
            headers[f"x-ratelimit-remaining-{name}"] = str(int(self.left[name]))
            headers[f"x-ratelimit-reset-{name}"] = f"{int(back * 1000)}ms" if back < 1 else f"{back:.3f}s"
        missing = max((cost[name] - self.left[name]) / self.limits[name] * 60 for name in cost)
        pause = max(missing, 0.0) if self.bucket else self.until_window_ends()
        return accepted, headers, pause if self.retry_after else None

    def fill(self):
        now = self.now()
        if self.bucket:
            back = {name: (now - self.at) / 60 * limit for name, limit in self.limits.items()}
            self.left = {name: min(limit, self.left[name] + back[name]) for name, limit in self.limits.items()}
        elif (window := (now + STARTED) // 60) != self.window:
            self.window, self.left = window, dict(self.limits)
        self.at = now

    def ideal(self, requests):
        """Seconds that the limits alone cost."""
        if self.bucket:
            return max(requests / REQUESTS - 1, self.taken / TOKENS - 1, 0) * 60
        windows = max(math.ceil(requests / REQUESTS), math.ceil(self.taken / TOKENS))
        return max(0, windows * 60 - 60 - STARTED)


async def ask(limits, provider, size, reply, seconds, chance):
    """One request, of that size in bytes and with a reply of so many tokens, sent until it is accepted."""
    size, reply = int(size * chance.uniform(0.5, 1.5)), int(reply * chance.uniform(0.3, 2))
    tokens = size // 4 + reply
    while True:
        ticket = await limits.turn(size)
        await asyncio.sleep(chance.uniform(0.005, 0.02))
        accepted, headers, pause = provider.answer(tokens)
        if accepted:
            await asyncio.sleep(seconds * chance.uniform(0.5, 1.5))
            limits.accepted(ticket, headers, tokens, reply)
            return
        limits.refused(ticket, headers, pause)
        await asyncio.sleep((1 if pause is None else pause) + chance.random())


def measured(requests, size, reply, seconds, *, at_once=64, **kind):
    """The time by the ideal one, and which part of the requests was refused."""

    async def work():
        provider, limits, chance = Provider(**kind), limiter(), random.Random(1)
        left = iter(range(requests))

        async def worker():
            for _ in left:
                await ask(limits, provider, size, reply, seconds, chance)

        await asyncio.gather(*(worker() for _ in range(at_once)))
        return provider.ideal(requests) + seconds, provider.refused / requests

    (ideal, refused), took = simulated(work)
    return took / ideal, refused
