"""What the README shows works, and what it names is there."""

import contextlib
import inspect
import io
import json
import re
import shlex
import sys
import tomllib

import pytest
import typer
from conftest import ARTICLES, ROOT
from pages import example
from scripted import TEXT

from summarizer import Article, Digest, read, render, summarize
from summarizer.cli import app
from summarizer.read.fetch import Fetched
from summarizer.writer import FORMATS

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = f"<!doctype html><html><body><article><h1>Mayor resigns</h1><p>{TEXT}</p></article></body></html>"


def section(title):
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.DOTALL | re.MULTILINE)[1]


def blocks(language, text=README):
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


COMMANDS = blocks("shell", section("On the command line"))[0].splitlines()
CODE = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", README, flags=re.DOTALL | re.MULTILINE))
OPTIONS = {name for option in typer.main.get_command(app).params for name in (*option.opts, *option.secondary_opts)}


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder that has what the commands name, and is the working directory."""
    monkeypatch.chdir(tmp_path)
    for name in ("article.txt", "a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "page.html").write_text(PAGE)
    for name in ("archive/c.txt", "2024/05/d.html"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(PAGE if name.endswith("html") else TEXT)
    (tmp_path / "articles.jsonl").write_text(json.dumps({"id": "x", "text": TEXT}) + "\n")
    monkeypatch.setattr(
        "summarizer.read.sources.fetch", lambda url, **_: Fetched(url, "text/html", "utf-8", PAGE.encode())
    )
    return tmp_path


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_line_works(line, folder, server, monkeypatch):
    before, _, command = (part.strip() for part in ("|" + line).rpartition("|"))
    words = shlex.split(command, comments=True)
    assert words[0] == "summarizer"
    if ".html" in command:
        pytest.importorskip("trafilatura")
    if "report.pdf" in words:
        pytest.importorskip("pypdf")
        from test_pdf import drawn, pdf

        (folder / "report.pdf").write_bytes(pdf(drawn([TEXT])))
    for name, value in server.settings.items():
        monkeypatch.setenv(name, value)
    given = (folder / before.split()[-1]).read_bytes() if before.strip("| ") else b""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    monkeypatch.setattr(sys, "stdout", Terminal())
    with contextlib.redirect_stderr(io.StringIO()) as said, pytest.raises(SystemExit) as ended:
        app(words[1:], prog_name="summarizer")
    assert ended.value.code == 0
    assert re.fullmatch(r"(summarizer: \d+ digests?; .*\n)?", said.getvalue())
    written = (folder / words[words.index("-o") + 1]).read_text() if "-o" in words else sys.stdout.getvalue()
    assert "Ann Lee" in written


@pytest.mark.vcr
@pytest.mark.default_cassette("portman.yaml")
def test_the_python_block_works(recorded, monkeypatch, capsys):
    [block] = blocks("python")
    monkeypatch.chdir(ROOT)
    exec(compile(block, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "2022 last year " in printed
    digest = Digest.model_validate_json(printed[printed.index("\n{\n") :])
    assert digest.article.text == (ARTICLES / "portman.txt").read_bytes().decode()


def test_every_option_is_documented_and_every_option_named_is_there():
    assert [option.name for option in typer.main.get_command(app).params if not option.help] == []
    shown = [word for line in COMMANDS for word in shlex.split(line.rpartition("|")[2], comments=True)]
    named = {word for text in (*CODE, *shown) for word in re.findall(r"(?<!\S)--?[a-z][a-z-]*", text)}
    others = {"--help", "--readme"}
    assert named - OPTIONS - others == set()
    assert {"-f", "-m", "-s", "-o", "--published", "--language", "--strict", "--evidence", "--allow-private"} <= named


def test_formats_tables_extras_variables_and_files_named_are_there():
    shown = " ".join([*CODE, *COMMANDS])
    assert set(re.findall(r"-f (\w+)", shown)) | {"terminal", "json"} == set(FORMATS)
    rendered = re.findall(r"(?:summarizer\.render\.)?(\w+)\(digest\)", " ".join(CODE))
    assert rendered
    assert set(rendered) <= set(render.__all__)
    tables = re.search(r"flat rows of (.*?):\n", README, re.DOTALL)[1]
    assert re.findall(r"`(\w+)`", tables) == list(example().tables())
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert {name for names in re.findall(r"'\.\[([\w,]+)\]'", README) for name in names.split(",")} <= set(extras)
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "summarizer").rglob("*.py"))
    assert [name for name in re.findall(r"SUMMARIZER_\w+", README) if f'"{name}"' not in source] == []
    paths = [
        *re.findall(r"\]\((?!https?:)([^)#]+)", README),
        *re.findall(r"(?:fixtures|benchmarks|tests)/[\w./-]+", README),
    ]
    assert [path for path in paths if not (ROOT / path.rstrip(".")).exists()] == []


def test_fields_and_arguments_named_are_there():
    arguments = set(inspect.signature(summarize).parameters) | set(inspect.signature(read.read).parameters)
    fields = re.search(r"one article a line: `\{(.*?)\}`", README)[1]
    assert set(re.findall(r'"(\w+)"', fields)) - {"html"} <= set(Article.model_fields)
    for call in (text for text in CODE if re.match(r"[a-z_]+=", text)):  # no variable of the environment
        assert call.partition("=")[0] in arguments
