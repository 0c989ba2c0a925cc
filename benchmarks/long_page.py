"""The page of a very long article: how long it takes to make, and what a browser has to do with it.

    python -m benchmarks.long_page [--copies 250]

The digest is that of the annotated articles, read by a careful reader (`tests/careful`), over and over; 250 copies are
a million characters. Printed is one line of JSON: the seconds to render the page, its size and elements; in Chromium,
seconds to the first paint and until loaded, the longest task of the main thread and the CPU time of all its tasks until
then; the slowest of 40 steps through the page; a first search, for a word that the page has and for one that it has
not; and a click on the claim in the middle until the words that it rests on are lit in sight.
"""

import argparse
import asyncio
import importlib.util
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.book import Reader, Record, book
from summarizer.article import Article
from summarizer.digest import Digest
from summarizer.pipeline import digest_article
from summarizer.render import html
from summarizer.sections import SECTIONS

WATCH = """window.tasks = [0];
new PerformanceObserver((list) => list.getEntries().forEach((task) => tasks.push(task.duration)))
  .observe({ entryTypes: ["longtask"] });"""
LOADED = """() => ({
  elements: document.querySelectorAll("*").length,
  first_paint_s: performance.getEntriesByName("first-contentful-paint")[0].startTime / 1000,
  load_s: performance.getEntriesByType("navigation")[0].loadEventEnd / 1000,
  longest_task_s: Math.max(...tasks) / 1000,
})"""
FRAME = "const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));"
SCROLL = f"""async () => {{ {FRAME}
  const article = document.getElementById("article");
  let worst = 0;
  for (let step = 1; step <= 40; step++) {{
    const start = performance.now();
    scrollTo(0, (document.scrollingElement.scrollHeight * step) / 40);
    article.scrollTo(0, (article.scrollHeight * step) / 40);
    await frame();
    worst = Math.max(worst, performance.now() - start);
  }}
  return worst;
}}"""
CLICK = f"""async () => {{ {FRAME}
  const claims = document.querySelectorAll(".claim");
  const claim = claims[claims.length >> 1];
  claim.scrollIntoView();
  await frame();
  getSelection().empty(); // what the search found; to select is no click
  const start = performance.now();
  claim.querySelector(".speaker").click();
  for (;;) {{
    const box = document.querySelector(".piece.lit")?.getBoundingClientRect();
    if (box && box.top >= 0 && box.bottom <= innerHeight) return performance.now() - start;
    await new Promise(requestAnimationFrame);
  }}
}}"""


def digest_of(copies: int) -> Digest:
    """The digest of a book of so many articles: those of its articles, with their spans moved to where each stands."""
    article, placed = book(copies)
    read: dict[str, Record] = {}
    people: dict[str, Record] = {}
    events, claims = list[Record](), list[Record]()
    for offset, record in placed:
        name = record["id"]
        if name not in read:
            one = Article(text=record["text"], published=record["date"], title=record["title"])
            reader: Any = Reader()  # stands in for an LLM
            digest = asyncio.run(digest_article(one, reader, list(SECTIONS.values())))
            read[name] = digest.model_dump(mode="json")
        moved = _moved(read[name], offset)
        ids = {person["id"]: f"{name} {person['id']}" for person in moved["people"]}
        for person in moved["people"]:
            known = people.setdefault(ids[person["id"]], {**person, "id": ids[person["id"]], "mentions": []})
            known["mentions"] += person["mentions"]
        events += [{**event, "people": [ids[p] for p in event["people"]]} for event in moved["timeline"]]
        for claim in moved["claims"]:
            claim["speaker"]["person"] = ids.get(claim["speaker"]["person"])
            claims.append(claim)
    events.sort(key=lambda event: event["date"] or "")
    lists = {"timeline": events, "people": list(people.values()), "claims": claims}
    return Digest.model_validate({**read[placed[0][1]["id"]], **lists, "article": article})


def _moved(value: Any, offset: int) -> Any:
    if isinstance(value, list):
        return [_moved(held, offset) for held in value]
    if isinstance(value, dict) and value.keys() == {"start", "end", "text"}:
        return {**value, "start": value["start"] + offset, "end": value["end"] + offset}
    return {name: _moved(held, offset) for name, held in value.items()} if isinstance(value, dict) else value


def in_chromium(path: Path) -> Record:
    """What a browser takes for the page in this file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(600_000)
        page.add_init_script(WATCH)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(path.resolve().as_uri(), wait_until="load")
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        cpu = {value["name"]: value["value"] for value in session.send("Performance.getMetrics")["metrics"]}
        figures = page.evaluate(LOADED)
        figures["main_thread_cpu_s"] = cpu["TaskDuration"]
        figures["scroll_worst_s"] = page.evaluate(SCROLL) / 1000
        for name, word in {"find_s": "Warhol", "find_nothing_s": "Wahrlo"}.items():
            start = time.perf_counter()
            page.evaluate("(word) => find(word)", word)
            figures[name] = time.perf_counter() - start
        figures["click_s"] = page.evaluate(CLICK) / 1000
        browser.close()
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in figures.items()}


def main() -> None:
    """Print the figures, or why there are none."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--copies", type=int, default=250, help="articles of the book")
    digest = digest_of(parser.parse_args().copies)
    figures: Record = {"characters": len(digest.article.text)}
    figures |= {name: len(getattr(digest, name)) for name in ("claims", "timeline", "people")}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        start = time.process_time()
        path.write_text(html(digest), encoding="utf-8")
        figures["render_cpu_s"] = round(time.process_time() - start, 2)
        figures["page_mb"] = round(path.stat().st_size / 1e6, 2)
        if shutil.which("chromium") and importlib.util.find_spec("playwright"):
            figures |= in_chromium(path)
        else:
            print("No browser's figures: they need chromium on the path and `pip install playwright`", file=sys.stderr)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
