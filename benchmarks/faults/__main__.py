"""What becomes of questions where the model's server breaks or lies: each fault once, and for ever; then many articles.

    python -m benchmarks.faults [--articles N] [--concurrency N] [--only NAME ...] [--no-docs]

A server on the loopback interface answers as planned. Each fault is given once, before a good reply, and then as every
reply. The pauses between requests are not waited for but counted: the seconds are those that it would have taken. The
tables are also written into `docs/faults.md`. With `--only` the other rows there stay as they are.

Then so many articles are digested at once, where every fifth question meets passing faults, and every fiftieth article
one that lasts. There the pauses are a hundred times as short as the real ones.
"""

import argparse
import asyncio

from benchmarks.faults.each import table
from benchmarks.faults.kinds import FAULTS
from benchmarks.faults.many import many, report
from benchmarks.page import PAGE, with_rows, write


def main() -> None:
    """Print the tables, and write them into the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=2000, help="how many articles: %(default)s")
    parser.add_argument("--concurrency", type=int, default=32, help="how many at once: %(default)s")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="these faults alone, by a part of their names")
    parser.add_argument("--no-docs", action="store_true", help=f"leave {PAGE.name} as it is")
    options = parser.parse_args()
    faults = [fault for fault in FAULTS if options.only is None or any(part in fault.name for part in options.only)]
    found: dict[str, list[str]] = {"faults": [], "articles": []}
    for line in table(faults):
        print(line, flush=True)
        found["faults"].append(line)
    if options.articles:
        run = asyncio.run(many(options.articles, options.concurrency))
        found["articles"] = list(report(run, options.articles, options.concurrency))
        print(*found["articles"], sep="\n")
    if not options.no_docs:
        write({**found, "faults": with_rows("faults", found["faults"])} if options.only is not None else found)


if __name__ == "__main__":
    main()
