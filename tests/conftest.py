"""Models that answer from a recording or a script, and the command line before one. No network is reached."""

import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import batches
import hypothesis
import pytest
import vcr.cassette
import yaml
from batch_server import BatchServer
from fake_server import FakeServer
from scripted import TEXT, scripted
from typer.testing import CliRunner

from summarizer.assist import local
from summarizer.cli import app
from summarizer.client import Endpoint

ROOT = Path(__file__).parent.parent
CASSETTES = ROOT / "fixtures" / "cassettes"
ARTICLES = ROOT / "fixtures" / "articles"
KEPT_HEADERS = {"content-type"}
hypothesis.settings.register_profile("any machine", deadline=None)  # a machine may be busy with other things
hypothesis.settings.load_profile("any machine")
CHROMIUM = shutil.which("chromium")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Readable(yaml.SafeDumper):
    """YAML with long texts as blocks, as a person would write them."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Readable.add_representer(str, _text)


class ReadableSerializer:
    """Cassettes whose JSON bodies are written as YAML, to be read and reviewed."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        for interaction in cassette["interactions"]:
            request, response = interaction["request"], interaction["response"]
            request["body"] = json.loads(request["body"])
            response["body"] = json.loads(response["body"]["string"])
        return yaml.dump(cassette, Dumper=_Readable, sort_keys=False, allow_unicode=True, width=120)

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        cassette = yaml.safe_load(text)
        for interaction in cassette["interactions"]:
            request, response = interaction["request"], interaction["response"]
            request["body"] = json.dumps(request["body"])
            response["body"] = {"string": json.dumps(response["body"])}
        return cassette


def _same_json(a: Any, b: Any) -> None:
    assert json.loads(a.body) == json.loads(b.body)


def pytest_recording_configure(config: pytest.Config, vcr: vcr.VCR) -> None:
    vcr.register_serializer("yaml", ReadableSerializer)
    vcr.register_matcher("json_body", _same_json)


def _clean_request(request: Any) -> Any:
    request.uri = "http://model" + request.path  # the local server's port is another each time
    request.headers = {name: value for name, value in request.headers.items() if name.lower() in KEPT_HEADERS}
    return request


def _clean_response(response: dict[str, Any]) -> dict[str, Any]:
    headers = response["headers"].items()
    response["headers"] = {name: value for name, value in headers if name.lower() in KEPT_HEADERS}
    return response


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    return {
        "serializer": "yaml",
        "match_on": ["method", "path", "json_body"],
        "before_record_request": _clean_request,
        "before_record_response": _clean_response,
        "decode_compressed_response": True,
    }


@pytest.fixture(scope="module")
def vcr_cassette_dir() -> str:
    return str(CASSETTES)


@pytest.fixture
def recorded(vcr: vcr.cassette.Cassette, record_mode: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The model `local`, played from the test's cassette, all of it; with `--record-mode=rewrite` the real one."""
    if record_mode == "none":
        name = Path(local.DEFAULT.name).stem
        monkeypatch.setattr(local, "endpoint", lambda model: Endpoint("http://127.0.0.1:9/v1", "none", name))
    yield
    if record_mode == "none":
        assert vcr.all_played, "the cassette holds replies that nobody asked for: record it again"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests see no model, key or folder that this machine happens to be set up with, and no replies of others."""
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path_factory.mktemp("cache")))
    for name in ("SUMMARIZER_MODEL", "SUMMARIZER_PROFILE", "SUMMARIZER_PROMPTS", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """A model with scripted replies: `server.instead` replaces replies by name, `server.settings` tells where it is."""
    instead: dict[str, Any] = {}
    with FakeServer(lambda request: scripted(request, **instead)) as server:
        server.instead = instead
        server.settings = {
            "SUMMARIZER_MODEL": "openai/scripted",
            "OPENAI_BASE_URL": server.url,
            "OPENAI_API_KEY": "sk-secret0123456789",
        }
        yield server


@pytest.fixture
def in_use(server: FakeServer, monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    """The server, as the one that this process asks: the environment says where it is."""
    for name, value in server.settings.items():
        monkeypatch.setenv(name, value)
    return server


@pytest.fixture
def batch_server(in_use: FakeServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[BatchServer]:
    """A server with a Batch API in the place of `in_use`, which is looked at again without a pause."""
    monkeypatch.setattr("summarizer.provider_batch.FIRST_PAUSE", 0.001)
    monkeypatch.setattr("summarizer.provider_batch.LONGEST_PAUSE", 0.01)
    with BatchServer(batches.script) as server:
        server.settings = {
            "SUMMARIZER_MODEL": batches.MODEL,
            "OPENAI_BASE_URL": server.url,
            "OPENAI_API_KEY": batches.KEY,
        }
        for name, value in server.settings.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The names of three files with an article each."""
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"{TEXT} This is {name}.")
    return ["a.txt", "b.txt", "c.txt"]


@pytest.fixture
def cache_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the replies are kept: in a folder that is not there yet."""
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "new" / "cache"))
    return tmp_path / "new" / "cache" / "replies.sqlite"


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits before a request is made again, or for a limit: a clock of its own goes on by that much."""
    from benchmarks.faults.each import Clock
    from summarizer.limits import Limiter

    clock = Clock()
    limiter = functools.partial(Limiter, clock=clock.time, sleep=clock.sleep)
    monkeypatch.setattr("summarizer.transport._sleep", clock.sleep)
    monkeypatch.setattr("summarizer.models.Limiter", lambda *args, **kwargs: limiter(*args, **kwargs))


@pytest.fixture
def run(server: Any, tmp_path: Path) -> Any:
    """Runs the command in an empty folder that has `a.txt`; gives exit status, standard output and standard error."""
    (tmp_path / "a.txt").write_text(TEXT)

    def run(*args: str, stdin: str = "", **env: str) -> tuple[int, str, str]:
        settings = {**server.settings, "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "COLUMNS": "80", **env}
        settings.setdefault("SUMMARIZER_CACHE", os.environ["SUMMARIZER_CACHE"])
        command = [sys.executable, "-m", "summarizer", *args]
        done = subprocess.run(command, cwd=tmp_path, env=settings, input=stdin, capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture
def run_here(in_use: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The same as `run`, within this process: it does not load every library anew."""
    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)

    def run(*args: str, stdin: str = "") -> tuple[int, str, str]:
        done = CliRunner().invoke(app, args, input=stdin)
        return done.exit_code, done.stdout, done.stderr

    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium. Tests that ask for it are skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens a text of HTML as a file. At the end nothing was logged, nothing else loaded, and no policy violated."""
    path = tmp_path / "page.html"
    contexts, logged, requests = [], [], []

    def show(text: str, width: int = 1280, height: int = 800, **settings: Any) -> Any:
        path.write_text(text, encoding="utf-8")
        viewport = {"width": width, "height": height}
        contexts.append(browser.new_context(viewport=viewport, reduced_motion="reduce", **settings))
        contexts[-1].set_default_timeout(120_000)  # a machine may be busy with other things
        page = contexts[-1].new_page()
        page.on("console", lambda message: logged.append(message.text))
        page.on("pageerror", lambda error: logged.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.add_init_script(
            "violations = []; addEventListener('securitypolicyviolation', (e) => violations.push(e.violatedDirective))"
        )
        page.goto(path.as_uri())
        return page

    show.logged, show.requests = logged, requests  # type: ignore[attr-defined]  # for a test that expects some
    yield show
    for context in contexts:
        for page in context.pages:
            assert page.evaluate("window.violations ?? []") == []
        context.close()
    assert logged == []
    assert {url for url in requests if not url.startswith("about:")} == {path.as_uri()}
