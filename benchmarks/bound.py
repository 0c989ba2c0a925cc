"""How near a local model's digests come to the time that its own speed allows.

    python -m benchmarks.bound GOLD.jsonl [--model local] [--first N] [-o DIGESTS.jsonl]

The bound of an article is its prompt tokens that no cache had over the speed at which the model reads, plus its output
tokens over the speed at which it writes; both speeds are measured before and after, in the same run, and averaged.
"""

import argparse
import json
import statistics
import time
from pathlib import Path
from typing import Any

from openai import OpenAI

from summarizer import summarize
from summarizer.article import Article
from summarizer.assist import local
from summarizer.client import Endpoint

_READ, _WRITTEN = 1000, 100  # words of a prompt, tokens of a reply


def speeds(server: Endpoint, salt: str) -> tuple[float, float]:
    """Tokens a second that the model reads and writes; `salt` keeps the prompt out of its cache."""
    client = OpenAI(base_url=server.base_url, api_key=server.api_key)

    def ask(content: str, tokens: int) -> tuple[int, int, float]:
        started = time.monotonic()
        messages: Any = [{"role": "user", "content": content}]
        reply = client.chat.completions.create(
            model=server.model, messages=messages, max_tokens=tokens, temperature=0, extra_body={"ignore_eos": True}
        )
        usage: Any = reply.usage  # a local server always tells it
        return usage.prompt_tokens, usage.completion_tokens, time.monotonic() - started

    prompt = f"{salt} " + " ".join(str(number * 7919 % 1000) for number in range(_READ // 3))
    read, _, reading = ask(prompt, 1)
    _, written, writing = ask("Tell a story.", _WRITTEN)
    return read / reading, written / writing


def main() -> None:
    """Print a line for each article, and the mean of their ratios to the bound."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", type=Path, help="articles, a line of JSON each")
    parser.add_argument("--model", default="local", help="a model that runs on this machine: %(default)s")
    parser.add_argument("--first", type=int, help="only the first so many articles")
    parser.add_argument("-o", "--output", type=Path, help="write the digests to this file, for `benchmarks/score.py`")
    options = parser.parse_args()
    records = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()][: options.first]
    server = local.endpoint(options.model)
    measured = [speeds(server, "before")]
    runs = []
    for record in records:
        article = Article(id=record["id"], title=record["title"], published=record["date"], text=record["text"])
        digest = summarize(article, model=options.model, cache=False)
        runs.append((article.id, digest.run))
        if options.output:
            with options.output.open("a", encoding="utf-8") as file:
                file.write(digest.model_dump_json() + "\n")
    measured.append(speeds(server, "after"))
    reading, writing = (statistics.mean(values) for values in zip(*measured, strict=True))
    print(f"reads {reading:.1f} tokens a second, writes {writing:.1f}")
    ratios = []
    for name, run in runs:
        usage = run.usage
        fresh = usage.input_tokens - usage.cached_tokens
        bound = fresh / reading + usage.output_tokens / writing
        ratios.append(run.seconds / bound)
        print(
            f"{name:30} {fresh:6} read {usage.output_tokens:5} written {run.seconds:7.1f} s {ratios[-1]:6.2f} of bound"
        )
    seconds = statistics.mean(run.seconds for _, run in runs)
    print(f"mean {seconds:.1f} s, {statistics.mean(ratios):.2f} of the bound")


if __name__ == "__main__":
    main()
