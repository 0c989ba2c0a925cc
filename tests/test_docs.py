"""The examples of the README and the docs work: Python runs; commands run, or at least have the flags they name."""

import asyncio
import contextlib
import io
import itertools
import json
import re
import shlex
import sys
import tomllib

import pytest
import typer
from conftest import ROOT
from docs_pages import DOCS, OUTPUT, PAGES, blocks, named, text_of
from fake_server import completion
from scripted import TEXT

from benchmarks import score
from benchmarks.faults import kinds
from benchmarks.faults.each import lasting, once
from summarizer import Digest
from summarizer.cli import app
from summarizer.engine.__main__ import app as engine
from summarizer.read.fetch import Fetched

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

PAGE = f"<!doctype html><html><body><article><h1>Mayor resigns</h1><p>{TEXT}</p></article></body></html>"
ORGANIZATIONS = {
    "organizations": [
        {"name": "Herald", "kind": "media", "sentences": [2]},
        {"name": "Interpol", "kind": "agency", "sentences": []},
    ]
}
LANGUAGES = {"python", "shell", "sql", "json", "jinja", "text"}
WITH_RAY = DOCS / "many-machines.md"
"""Its Python and SQL need Ray, and are run by `test_engine_ray.py`."""
LOCAL = ROOT / "README.md"
"""Its Python asks the local model."""
PYTHON = [path for path in PAGES if path not in (WITH_RAY, LOCAL) and any(b.language == "python" for b in blocks(path))]
SHELL = [
    pytest.param(block.text, id=f"{named(path)} {number}")
    for path in PAGES
    for number, block in enumerate(blocks(path))
    if block.language == "shell"
]


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def folder(tmp_path, monkeypatch, server):
    """A folder that has what the examples name, and is the working directory; models are scripted."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("SUMMARIZER_PROMPTS", "")
    for name, value in server.settings.items():
        monkeypatch.setenv(name, value)
    server.instead["OrganizationsReply"] = completion(json.dumps(ORGANIZATIONS))
    for name in ("article.txt", "a.txt", "b.txt", "archive/c.txt", "fixtures/articles/portman.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    for name in ("page.html", "2024/05/d.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGE)
    (tmp_path / "articles.jsonl").write_text(json.dumps({"id": "x", "text": TEXT}) + "\n")
    monkeypatch.setattr(
        "summarizer.read.sources.fetch", lambda url, **_: Fetched(url, "text/html", "utf-8", PAGE.encode())
    )
    yield tmp_path
    sys.modules.pop("organizations", None)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_block_says_what_it_is(path):
    assert {block.language for block in blocks(path)} <= LANGUAGES
    for number, block in enumerate(blocks(path)):
        if block.language == "json":
            assert [json.loads(line) for line in block.text.splitlines()]
        if block.title == OUTPUT:
            assert blocks(path)[number - 1].language == "python"
        if block.title == "article.txt":
            assert block.text.strip() == TEXT


def test_little_is_not_run():
    plain = [block for path in PAGES for block in blocks(path) if block.language == "text" and not block.title]
    assert len(plain) <= 2


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_the_python_of_a_page_runs_and_prints_what_the_page_says(path, folder, monkeypatch):
    monkeypatch.setattr(kinds, "FAULTS", list(kinds.FAULTS))  # a page adds one
    names, printed = {"__name__": "page"}, ""
    for block in blocks(path):
        if block.title == OUTPUT:
            assert printed == block.text
        elif block.title:
            (folder / block.title).write_text(block.text)
        elif block.language == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(block.text, named(path), "exec"), names)
            printed = out.getvalue()


def test_the_form_of_a_prompt_is_kept_in_the_example_that_changes_one(folder, server):
    test = test_the_python_of_a_page_runs_and_prints_what_the_page_says
    with pytest.MonkeyPatch.context() as monkeypatch:
        test(DOCS / "sections.md", folder, monkeypatch)
    asked = [request["messages"][-1]["content"] for request in server.requests]
    assert any("Which organizations does the article name?" in text for text in asked)
    assert "at most eight words, in plain words" in asked[-1]


@pytest.mark.vcr
@pytest.mark.default_cassette("portman.yaml")
def test_the_python_of_the_readme_runs_with_the_local_model(recorded, monkeypatch, capsys):
    [block] = [block for block in blocks(LOCAL) if block.language == "python"]
    monkeypatch.chdir(ROOT)
    names = {}
    exec(compile(block.text, "README.md", "exec"), names)
    assert "a source possible After news of his affair came out" in capsys.readouterr().out
    assert isinstance(names["digest"], Digest)


def test_the_fault_that_a_page_adds_behaves_as_it_says():
    [block] = [block for block in blocks(DOCS / "faults.md") if block.language == "python"]
    names = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinds, "FAULTS", [])
        exec(block.text, names)
    fault = names["fault"]
    passing, staying = asyncio.run(once(fault)), asyncio.run(lasting(fault, streams=False))
    assert (len(passing.requests), passing.error) == (fault.once, None)
    assert type(staying.error).__name__ == fault.lasting[0]
    assert fault.lasting[1] in str(staying.error)
    assert len(staying.requests) == fault.lasting[2]


@pytest.mark.parametrize("text", SHELL)
def test_each_command_runs_or_has_the_flags_that_it_names(text, folder, monkeypatch):
    for path in PAGES:
        for block in blocks(path):
            if block.title.endswith(".jsonl"):
                (folder / block.title).write_text(block.text)
    for line in text.splitlines():
        if "&&" not in line:  # those of the README are run by .ci/run
            _try(line, folder, monkeypatch)


def _try(line, folder, monkeypatch):
    before, _, command = (part.strip() for part in ("|" + line).rpartition("|"))
    words = shlex.split(command, comments=True)
    settings = {}
    while words and re.match("[A-Z_]+=", words[0]):
        name, _, settings[name] = words.pop(0).partition("=")
    words = words[words[0] == "nice" :]
    program, arguments = words[0].rpartition("/")[2], words[1:]
    if program == "summarizer":
        model = settings.get("SUMMARIZER_MODEL") or (
            arguments[arguments.index("-m") + 1] if "-m" in arguments else "openai/"
        )
        elsewhere = {"OPENAI_BASE_URL"} & set(settings) or {"--batch", "--processes"} & set(arguments)
        if model.startswith("openai/") and not elsewhere:
            _run(line, before, arguments, folder, monkeypatch, settings)
        else:
            typer.main.get_command(app).make_context("summarizer", arguments)
    elif program in ("python", "python3") and arguments[:2] == ["-m", "summarizer.engine"]:
        typer.main.get_command(engine).make_context("engine", arguments[2:])
    elif program == "python" and arguments[0] == "benchmarks/score.py":
        with contextlib.redirect_stdout(io.StringIO()) as out:
            score.main(arguments[1:])
        assert re.search(r"valid +1\.000", out.getvalue())
    elif program in ("python", "python3"):
        _has_flags(arguments[1] if arguments[0] == "-m" else arguments[0], arguments)
    elif program == "pip":
        _can_be_installed(arguments)
    elif program == "mkdocs":
        assert arguments == ["build", "--strict"]  # as .ci/run does
    elif program == "pytest":
        assert (ROOT / arguments[0]).exists()
    else:
        assert (program, line) == ("export", "export OPENAI_API_KEY=sk-...")


def _run(line, before, arguments, folder, monkeypatch, settings):
    if ".html" in line:
        pytest.importorskip("trafilatura")
    if "report.pdf" in line:
        pytest.importorskip("pypdf")
        from test_pdf import drawn, pdf

        (folder / "report.pdf").write_bytes(pdf(drawn([TEXT])))
    if settings.get("SUMMARIZER_PROMPTS"):
        from shutil import copytree

        copytree(ROOT / "prompts", folder / settings["SUMMARIZER_PROMPTS"])
    given = (folder / before.split()[-1]).read_bytes() if before.strip("| ") else b""
    with monkeypatch.context() as here, contextlib.redirect_stderr(io.StringIO()) as said:
        for name, value in settings.items():
            here.setenv(name, value)
        here.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        here.setattr(sys, "stdout", Terminal())
        with pytest.raises(SystemExit) as ended:
            app(arguments, prog_name="summarizer")
        written = sys.stdout.getvalue()
    assert ended.value.code == 0, said.getvalue()
    assert re.fullmatch(r"(summarizer: (\d+ digests?; |.* already held ).*\n)?", said.getvalue())
    if "-o" in arguments:
        written = (folder / arguments[arguments.index("-o") + 1]).read_text()
    assert ("Ann Lee" in written) or "--cache" in arguments


def _has_flags(module, arguments):
    """Whether the source of this module, or of its package, has the flags."""
    path = ROOT / module.removesuffix(".py").replace(".", "/")
    files = [path.with_suffix(".py")] if path.with_suffix(".py").exists() else list(path.rglob("*.py"))
    if module == "venv":
        return
    assert files, module
    source = "".join(map(text_of, files))
    if "runner.parsers(" in source:
        source += text_of(ROOT / "benchmarks" / "quality" / "runner.py")
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments  # what is behind it goes to pytest
    assert [word for word in own if word.startswith("--") and f'"{word}"' not in source] == []


def _can_be_installed(arguments):
    """Whether the extras and groups are there."""
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    extras, groups = project["project"]["optional-dependencies"], project["dependency-groups"]
    named_extras = {name for names in re.findall(r"\[([\w,]+)\]", " ".join(arguments)) for name in names.split(",")}
    assert named_extras <= set(extras)
    assert {after for flag, after in itertools.pairwise(arguments) if flag == "--group"} <= set(groups)
