"""Whether two workers of the engine do twice what one does.

    python -m benchmarks.engine [--articles N] [--delay SECONDS] [--workers 1 2] [--jobs N]

Runs `python -m summarizer.engine` over N articles, copies of those of `tests/careful`, with a server that replies after
a fixed delay; needs `pip install -e '.[engine]'`. The rate is that between the first and the last request, without the
start of Ray: the seconds of the whole command stand beside it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.checks import replies
from benchmarks.server import mark, serving


def write(file: Path, number: int) -> None:
    """So many different articles as Parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    known = [(name, record) for name, record, _, _ in replies()]
    rows = []
    for index in range(number):
        name, record = known[index % len(known)]
        text = f"{record['text']}\n{mark(index, name)}"
        rows.append({"id": f"{name} {index}", "title": record["title"], "published": record["date"], "text": text})
    parquet.write_table(pa.Table.from_pylist(rows), file)


def measure(folder: Path, number: int, workers: int, jobs: int, delay: float) -> float:
    """Digest the articles of `folder`; print the figures, and give articles a second."""
    options = ["--model", "openai/scripted", "--workers", str(workers), "--jobs", str(jobs)]
    command = [sys.executable, "-m", "summarizer.engine", "articles.parquet", f"digests-{workers}", *options]
    with serving(delay) as server:
        settings = os.environ | {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "none"}
        started = time.monotonic()
        done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True)
        seconds = time.monotonic() - started
        stats = server.stats()
    if done.returncode:
        sys.exit(done.stderr)
    rate: float = number / (stats["last"] - stats["first"] + delay)
    requests = stats["requests"] / number
    print(f"{workers} workers: {rate:6.1f} articles a second, {requests:.2f} requests each; {seconds:.0f} s in all")
    return rate


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=2000, help="default: %(default)s")
    parser.add_argument("--delay", type=float, default=0.1, help="seconds of each reply: %(default)s")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="default: %(default)s")
    parser.add_argument("--jobs", type=int, default=16, help="articles at once in each worker: %(default)s")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "articles.parquet", options.articles)
        rates = [
            measure(Path(folder), options.articles, workers, options.jobs, options.delay) for workers in options.workers
        ]
    print(f"last against first: {rates[-1] / rates[0]:.2f}")


if __name__ == "__main__":
    main()
