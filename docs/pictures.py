"""The pictures of README and docs, made anew from the recorded reply about one article.

    python -m docs.pictures

`images/terminal.svg` is the page in a terminal, by rich's export. `images/html.png` is the HTML page in Chromium
(`apt-get install chromium`). Both show the digest that the small model's recorded reply gives: no model is asked.
Needs the extra `test`.
"""

import io
import shutil
import tempfile
from pathlib import Path
from unittest import mock

import yaml
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.segment import Segment, Segments
from rich.terminal_theme import TerminalTheme

from summarizer import Digest, summarize
from summarizer.assist import local
from summarizer.client import Endpoint
from summarizer.render import html, page
from tests.fake_server import FakeServer, Reply

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs/images"
ARTICLE = ROOT / "fixtures/articles/portman.txt"
CASSETTE = ROOT / "fixtures/cassettes/portman.yaml"
COLUMNS = 84
"""Of the terminal."""
ITEMS = 4
"""Of each section in the picture of the terminal."""
WIDTH, HEIGHT = 1160, 640
"""Of the browser's window, in pixels."""

THEME = TerminalTheme(
    (255, 255, 255),
    (36, 41, 47),
    [
        (36, 41, 47),
        (180, 35, 24),
        (17, 99, 41),
        (125, 78, 0),
        (9, 105, 218),
        (130, 80, 223),
        (27, 124, 131),
        (110, 119, 129),
    ],
)
"""Dark on white, as paper: background, foreground, and the eight colours of a terminal."""

# rich's own template loads a font from another host; this one takes the fonts of the reader's system.
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>A digest in a terminal</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
<rect fill="#ffffff" width="{width}" height="{height}" rx="6"/>
<g transform="translate({terminal_x}, 16)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def recorded() -> Digest:
    """The digest of the article by the small model's recorded reply."""
    [interaction] = yaml.safe_load(CASSETTE.read_text(encoding="utf-8"))["interactions"]
    reply = Reply(body=interaction["response"]["body"])
    with FakeServer(lambda _: reply) as server:
        at = Endpoint(server.url, "none", Path(local.DEFAULT.name).stem)
        with mock.patch.object(local, "endpoint", return_value=at):
            return summarize(ARTICLE, model="local", cache=False)


def terminal(digest: Digest, path: Path) -> None:
    """The page as SVG, with the first items of each section."""
    short = digest.model_copy(
        update={
            "summary": digest.summary and digest.summary.model_copy(update={"key_points": []}),
            "timeline": digest.timeline[:ITEMS],
            "people": digest.people[:ITEMS],
            "claims": digest.claims[:ITEMS],
            "issues": [],
        }
    )
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    lines = console.render_lines(page(short), pad=False)[:-1]  # without how long the replay took
    console.print(Segments([segment for line in lines for segment in (*line, Segment.line())]), end="")
    path.write_text(console.export_svg(theme=THEME, code_format=SVG, unique_id="page"), encoding="utf-8")


def browser(digest: Digest, path: Path) -> None:
    """The HTML page as a browser shows it, with the words of one claim lit."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "digest.html"
        file.write_text(html(digest), encoding="utf-8")
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        window = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce")
        window.goto(file.as_uri())
        window.hover("#k1")
        window.screenshot(path=path)
        chromium.close()


def main() -> None:
    """Make both pictures."""
    digest = recorded()
    IMAGES.mkdir(exist_ok=True)
    terminal(digest, IMAGES / "terminal.svg")
    browser(digest, IMAGES / "html.png")


if __name__ == "__main__":
    main()
