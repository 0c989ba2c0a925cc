"""How far a run is and what it took, on standard error; results alone go to standard output."""

import json
import os
import pty
import re
import subprocess
import sys
import threading

import pytest
from conftest import ROOT
from scripted import TEXT

from summarizer import progress
from summarizer.cache import CachedReply
from summarizer.digest import Usage
from summarizer.digesting import Result
from summarizer.errors import ReplyError
from summarizer.meter import Meter
from summarizer.run_monitor import RunMonitor

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def write_articles(folder, count):
    for n in range(count):
        (folder / f"a{n:02}.txt").write_text(f"{TEXT} This is {n}.")
    return [f"a{n:02}.txt" for n in range(count)]


def test_the_last_line_says_what_the_run_took(run_here, tmp_path):
    names = write_articles(tmp_path, 3)
    command = (*names, "missing.txt", "-s", "people", "-m", "openai/gpt-5-mini")
    first, second = (run_here(*command)[2].splitlines()[-1] for _ in range(2))
    assert re.fullmatch(r"summarizer: 3 digests, 1 failed; 300 tokens in, 30 out; \$0\.0001; \d+ s", first)
    assert re.fullmatch(r"summarizer: 3 digests, 1 failed; 0 tokens in, 0 out; 3 from the cache; \d+ s", second)


def test_one_article_has_no_such_line(run_here):
    assert run_here("a.txt", "-s", "people")[2] == ""


def test_a_line_now_and_then_where_there_is_no_terminal(run_here, tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "PAUSE", 0)
    lines = run_here(*write_articles(tmp_path, 3), "-s", "people", "-j", "1")[2].splitlines()
    counted = r"summarizer: {} of 3 articles; {}00 tokens in, {}0 out; [\d.]+ a second, \d+ s left"
    assert all(re.fullmatch(counted.format(n, n, n), line) for n, line in enumerate(lines[:3], 1))
    assert len(lines) == 4


def test_no_line_where_the_run_is_short(run_here, tmp_path):
    assert len(run_here(*write_articles(tmp_path, 3), "-s", "people")[2].splitlines()) == 1


def watched(done=0, failed=0):
    monitor = RunMonitor("openai/gpt-5-mini", 1, None)
    monitor.done, monitor.failed = done, failed
    return monitor


@pytest.mark.parametrize(
    ("dealt", "before", "total", "seconds", "says"),
    [
        (10, 0, 1000, 20, "10 of 1,000 articles; 0 tokens in, 0 out; 0.5 a second, 33 min left"),
        (10, 900, 1000, 100, "910 of 1,000 articles; 0 tokens in, 0 out; 0.1 a second, 15 min left"),
        (10, 0, None, 20, "10 articles; 0 tokens in, 0 out; 0.5 a second"),
        (100, 0, 100_000, 20, "100 of 100,000 articles; 0 tokens in, 0 out; 5.0 a second, 5.5 h left"),
        (3, 0, 3, 1, "3 of 3 articles; 0 tokens in, 0 out; 3.0 a second, 0 s left"),
    ],
)
def test_how_long_it_takes_goes_by_the_articles_of_this_run(dealt, before, total, seconds, says):
    assert progress._line(watched(), dealt, before, total, seconds) == says


def test_money_and_failures_are_counted():
    monitor = watched(done=1)
    meter = Meter()
    meter.attempt()
    meter.answer(Usage(input_tokens=5000, output_tokens=1000), 2.5)
    meter.kept(CachedReply("", 1, Usage(), None))
    monitor.meter.add(meter)
    monitor._judge_result(Result(ReplyError("no"), Meter()))
    says = "1 digest, 1 failed; 5,000 tokens in, 1,000 out; $2.50; 1 from the cache; 3 s"
    assert progress.run_totals(monitor, 3.2) == says


def on_terminal(command, cwd, env, *, stdout):
    """What a command writes to a terminal, its standard error, and to standard output, where that is another."""
    ours, theirs = pty.openpty()
    shown = []

    def read():
        try:
            while data := os.read(ours, 65_536):
                shown.append(data)
        except OSError:  # the terminal is closed
            return

    reader = threading.Thread(target=read)
    reader.start()
    output = subprocess.PIPE if stdout else theirs
    process = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=theirs)
    os.close(theirs)
    out = process.communicate(timeout=120)[0]
    reader.join()
    os.close(ours)
    return process.returncode, (out or b"").decode(), b"".join(shown).decode()


@pytest.mark.parametrize("is_piped", [True, False])
def test_a_bar_on_a_terminal_where_the_results_go_elsewhere(server, tmp_path, is_piped):
    names = write_articles(tmp_path, 5)
    env = {**os.environ, **server.settings, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "TERM": "xterm"}
    command = [sys.executable, "-m", "summarizer", *names, "-s", "people"]
    status, out, shown = on_terminal(command, tmp_path, env, stdout=is_piped)
    assert status == 0
    lines = [line for line in (out if is_piped else shown).splitlines() if line.startswith("{")]
    assert [json.loads(line)["article"]["id"] for line in lines] == [name.removesuffix(".txt") for name in names]
    assert ("━" in shown) == is_piped
    assert ("5 of 5 articles" in shown) == is_piped
    assert "summarizer: 5 digests; " in shown
