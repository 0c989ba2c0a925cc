"""What is left of one thing that a provider counts, requests or tokens, as its answers tell."""

import math
from collections.abc import Callable

MINUTE = 60.0
DAY = 86_400.0
TELLING = 0.1
"""Which part of a limit has to be used to tell by it whether that comes back bit by bit: headers round."""
LATEST = 0.02
"""What part the latest answer has in an average."""
TRUST = 0.2
"""How much of the difference between what an answer says is left and what was counted is believed at once."""
LIKENESS = 0.25
"""How far a rate may be off, relatively, to count as the same: headers round."""
SLACK = 0.25
"""Seconds to let a window end: the provider's clock counts, and it is not seen."""
BURST = 0.05
"""What part of a rate that the user told may go at once. The rest comes back evenly, so that no minute has more."""

Clock = Callable[[], float]


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
