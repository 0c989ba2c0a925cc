"""How fast requests go: against providers that are simulated, by a clock that stands still while nobody waits."""

import asyncio
import datetime

import pytest
from simulated import limiter, measured, simulated

from summarizer.budget import BURST
from summarizer.limits import FIRST, parse_seconds

SHORT, LONG = (2000, 200, 20), (400, 4000, 600)
"""Requests, their bytes and the tokens of their replies: of the first the number meets the limit, else the tokens."""


@pytest.mark.parametrize("bucket", [True, False])
@pytest.mark.parametrize("kind", [SHORT, LONG])
@pytest.mark.parametrize("seconds", [0.1, 3])
def test_headers_tell_how_fast_to_go(bucket, kind, seconds):
    ratio, refused = measured(*kind, seconds, bucket=bucket, headers=True, retry_after=True)
    assert ratio <= 1.1
    assert refused <= 0.01


@pytest.mark.parametrize("bucket", [True, False])
@pytest.mark.parametrize("kind", [SHORT, LONG])
@pytest.mark.parametrize("retry_after", [True, False])
def test_without_headers_refusals_tell(bucket, kind, retry_after):
    ratio, refused = measured(*kind, 1, bucket=bucket, headers=False, retry_after=retry_after)
    assert ratio <= (1.15 if retry_after or bucket else 1.5)
    assert refused <= 0.1


def sent(count, **settings):
    """When so many requests of 400 bytes, 100 tokens, are let through; each is answered at once, without headers."""
    times = []

    async def work():
        limits = limiter(**settings)
        for _ in range(count):
            ticket = await limits.turn(400)
            times.append(asyncio.get_running_loop().time())
            limits.accepted(ticket, {}, 100, 0)

    simulated(work)
    return times


def most_in_a_minute(times):
    return max(sum(start <= time < start + 60 for time in times) for start in times)


@pytest.mark.parametrize(("told", "allowed"), [({"rpm": 60}, 60), ({"rpm": 7}, 7), ({"tpm": 10_000}, 100)])
def test_a_limit_that_is_told_holds_in_every_minute_and_is_used(told, allowed):
    times = sent(4 * allowed, **told)
    assert most_in_a_minute(times) <= allowed
    assert times[-1] <= 1.1 * 4 * 60


def test_processes_share_a_limit_that_is_told():
    assert most_in_a_minute(sent(60, rpm=60, share=3)) <= 20


def test_processes_share_a_limit_that_headers_tell():
    headers = {f"x-ratelimit-{what}-requests": text for what, text in (("limit", "600"), ("remaining", "90"))}

    async def work():
        limits = limiter(share=3)
        limits.accepted(await limits.turn(0), headers, 0, 0)
        for _ in range(31):
            limits.accepted(await limits.turn(0), {}, 0, 0)

    assert simulated(work)[1] > 0.1  # thirty are its part of what is left, and 200 of what comes back in a minute


def test_a_limit_that_is_told_is_not_raised_by_headers_and_a_lower_one_counts():
    async def work(limit):
        headers = {
            "x-ratelimit-limit-requests": limit,
            "x-ratelimit-remaining-requests": limit,
            "x-ratelimit-reset-requests": "0s",
        }
        limits = limiter(rpm=60)
        limits.accepted(await limits.turn(0), headers, 0, 0)
        for _ in range(39):
            limits.accepted(await limits.turn(0), {}, 0, 0)

    _, high = simulated(lambda: work("6000"))
    _, low = simulated(lambda: work("30"))
    assert 60 * (40 - BURST * 60) / 60 <= high <= 45
    assert low >= 15  # thirty at once, then one every two seconds


def test_a_first_answer_that_comes_after_the_window_it_tells_of_holds_up_nobody():
    async def work():
        headers = {
            "x-ratelimit-limit-requests": "600",
            "x-ratelimit-remaining-requests": "2",
            "x-ratelimit-reset-requests": "5s",
        }
        limits = limiter()
        ticket = await limits.turn(0)
        await asyncio.sleep(30)
        limits.accepted(ticket, headers, 0, 0)
        for _ in range(100):
            limits.accepted(await limits.turn(0), {}, 0, 0)

    assert simulated(work)[1] == pytest.approx(30)


def test_a_refusal_holds_up_all():
    async def work():
        limits = limiter(rpm=6000)
        first, second = await limits.turn(0), await limits.turn(0)
        limits.refused(first, {}, 7.0)
        limits.refused(second, {}, 7.0)
        await limits.turn(0)

    assert 7.0 <= simulated(work)[1] <= 8.0


def test_refusals_that_do_not_say_how_long_hold_up_longer_each_time():
    async def work():
        limits, waited = limiter(rpm=6000), []
        for _ in range(4):
            before = asyncio.get_running_loop().time()
            limits.refused(await limits.turn(0), {}, None)
            waited.append(asyncio.get_running_loop().time() - before)
        return waited

    first, second, third, fourth = simulated(work)[0]
    assert first == 0
    assert 1 <= second < third < fourth


def let_through(limits, count):
    """So many tasks that wait for their turn, and the tickets of those that have it."""
    tickets = []

    async def turn():
        tickets.append(await limits.turn(0))

    return [asyncio.create_task(turn()) for _ in range(count)], tickets


def test_before_the_first_answer_a_few_requests_go():
    async def work():
        limits = limiter()
        tasks, tickets = let_through(limits, 50)
        await asyncio.sleep(1)
        before = len(tickets)
        limits.accepted(tickets[0], {}, 0, 0)
        await asyncio.gather(*tasks)
        return before, len(tickets)

    assert simulated(work)[0] == (FIRST, 50)


def test_a_request_that_comes_to_nothing_gives_its_place_to_one_and_tells_nothing():
    async def work():
        limits, through = limiter(), []
        tasks, tickets = let_through(limits, 50)
        for _ in range(3):
            await asyncio.sleep(1)
            through.append(len(tickets))
            limits.failed()
        for task in tasks:
            task.cancel()
        return through

    assert simulated(work)[0] == [FIRST, FIRST + 1, FIRST + 2]


def test_requests_that_are_cancelled_while_they_wait_hold_nobody_up():
    async def work():
        limits = limiter(rpm=20)
        limits.accepted(await limits.turn(0), {}, 0, 0)
        tasks, tickets = let_through(limits, 20)  # one holds the turn and waits for the rate, the others for the turn
        await asyncio.sleep(0.1)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert not tickets
        await limits.turn(0)

    assert simulated(work)[1] <= 60 / (0.95 * 20) + 0.2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7.66", 7.66),
        ("120ms", 0.12),
        ("1s", 1),
        ("1m30.5s", 90.5),
        ("6m0s", 360),
        ("1h2m3s", 3723),
        ("1d", 86_400),
        ("soon", None),
        ("", None),
        ("2030-01-01T00:00:00", None),  # of no time zone
    ],
)
def test_the_forms_of_a_time_in_headers(text, expected):
    assert parse_seconds(text) == pytest.approx(expected)


def test_a_point_in_time_in_a_header_is_counted_from_now():
    at = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=30)
    assert parse_seconds(at.isoformat().replace("+00:00", "Z")) == pytest.approx(30, abs=5)
    assert parse_seconds("2020-01-01T00:00:00Z") == 0


def test_a_busy_server_that_refuses_at_random_slows_nothing_for_good():
    async def work():
        limits = limiter()
        for number in range(2000):
            ticket = await limits.turn(400)
            await asyncio.sleep(0.1)
            if number % 30 == 0:
                limits.refused(ticket, {}, None)
            else:
                limits.accepted(ticket, {}, 110, 10)

    assert simulated(work)[1] < 5 * 2000 * 0.1
