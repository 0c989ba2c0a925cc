"""The command line, killed again and again: what is in its output when a last run has gone to its end."""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.server import Server, serving
from benchmarks.throughput.articles import write
from benchmarks.throughput.experiments import DELAY, most_requests
from benchmarks.throughput.worker import Record, environment
from summarizer.sections import SECTIONS


def kills(articles: int, times: int, *, longest: float = 2.5, at_once: int = 16, seed: int = 0) -> Iterator[Record]:
    """Digests lost, digests that are there twice, and requests sent in all, `most` of them allowed.

    Each life ends at a random moment, at most `longest` seconds after its first request; where the work is done
    earlier, there are fewer `kills`. `attempts` are the requests that made the digests; questions for mending are among
    them, not in `most`.
    """
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as name, serving(DELAY) as server:
        folder = Path(name)
        write(folder / "all.jsonl", articles, "careful")
        command = [sys.executable, "-m", "summarizer", "all.jsonl", "-o", "out.jsonl", "-j", str(at_once)]
        env, killed = environment(server, folder / "cache"), 0
        for _ in range(times):
            with subprocess.Popen(command, cwd=folder, env=env, stderr=subprocess.DEVNULL) as process:
                if _ends_within(process, rng.uniform(0, longest), server):
                    break
                process.kill()  # SIGKILL
                killed += 1
        status = subprocess.run(command, cwd=folder, env=env, stderr=subprocess.DEVNULL, check=False).returncode
        found = outcome(folder / "out.jsonl", folder / "all.jsonl")
        requests = server.stats()["requests"]
    most = most_requests(articles, killed, at_once)
    yield {"articles": articles, "kills": killed, "status": status, **found, "requests": requests, "most": most}


def _ends_within(process: subprocess.Popen[bytes], seconds: float, server: Server) -> bool:
    """Whether it ends within so many seconds of its first request. Loading its libraries may take longer than that."""
    before = server.stats()["requests"]
    while process.poll() is None and server.stats()["requests"] == before:
        time.sleep(0.05)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def outcome(output: Path, source: Path) -> Record:
    """What the output has of the source's articles, and lines of it that are no digest of one."""
    with source.open(encoding="utf-8") as lines:
        wanted = {json.loads(line)["id"] for line in lines}
    made: Counter[str] = Counter()
    attempts = other = 0
    with output.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                digest = json.loads(line)
                complete = len(digest["run"]["prompts"].keys() - {"mend"}) == len(SECTIONS) and not digest["issues"]
                made[digest["article"]["id"]] += 1
                attempts += digest["run"]["attempts"]
                other += not complete or digest["article"]["id"] not in wanted
            except (ValueError, KeyError):
                other += 1
    return {
        "digests": made.total(),
        "twice": made.total() - len(made),
        "lost": len(wanted - made.keys()),
        "other": other,
        "attempts": attempts,
    }
