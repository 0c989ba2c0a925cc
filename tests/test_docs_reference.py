"""The docs name every flag, field, problem and variable, their figures are the measured ones; the README is short."""

import re
import tomllib
from typing import get_args

import pytest
from conftest import ROOT
from docs_pages import DOCS, PAGES, named, rows, section, text_of
from pages import example

import summarizer
from docs import flags
from summarizer import errors, render
from summarizer.dates import absolute, anchored, relative, years
from summarizer.dates.modifiers import MODIFIERS
from summarizer.digest import Flag
from summarizer.render.words import PROBLEMS
from summarizer.writer import FORMATS

README = text_of(ROOT / "README.md")
TYPES = ["Span", "Article", "Summary", "KeyPoint", "Event", "Person", "Claim", "Speaker", "Issue", "Run", "Usage"]
ALL = "".join(map(text_of, PAGES))
CODE = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", ALL, flags=re.DOTALL | re.MULTILINE))


def first_cells(markdown):
    return [re.sub("`", "", cells[0]) for cells in rows(markdown)]


def test_the_table_of_flags_is_the_one_of_the_command():
    assert text_of(flags.PAGE) == flags.written(text_of(flags.PAGE)), "python -m docs.flags"
    table = flags.table()
    assert all(cells[2] for cells in rows(table))
    named_flags = {word for code in CODE if code.startswith("-") for word in re.findall(r"(?<!\S)--?[a-z-]+", code)}
    known = set(re.findall(r"`(--?[a-z-]+)`", table))
    others = {"--jobs", "--workers", "--cluster", "--rows-per-file", "--help"}  # of the engine, and of each command
    found = {path.name: set(re.findall(r"`(--?[a-z-]+)", text_of(path))) for path in DOCS.glob("*.md")}
    assert {name: found[name] - known - others for name in found if found[name] - known - others} == {}
    assert named_flags


@pytest.mark.parametrize("name", TYPES)
def test_the_page_of_the_digest_has_every_field(name):
    model = getattr(summarizer, name)
    table = re.search(r"^\|.*?(?=\n\n)", section("digest.md", name), re.DOTALL | re.MULTILINE)[0]
    assert first_cells(table) == [*model.model_fields, *model.model_computed_fields]


def test_the_page_of_the_digest_begins_with_the_fields_of_a_digest():
    head = text_of(DOCS / "digest.md").partition("\n## ")[0]
    assert first_cells(head) == list(summarizer.Digest.model_fields)


def test_every_value_that_a_field_can_have_is_told():
    event, claim, speaker = (section("digest.md", name) for name in ("Event", "Claim", "Speaker"))
    for model, text in ((summarizer.Event, event), (summarizer.Claim, claim), (summarizer.Speaker, speaker)):
        for name, field in model.model_fields.items():
            if name == "flags":
                continue
            [row] = [row for row in text.splitlines() if row.startswith(f"| `{name}` |")]
            values = [value for value in get_args(field.annotation) if isinstance(value, str)]
            values += [v for part in get_args(field.annotation) for v in get_args(part) if isinstance(v, str)]
            assert [value for value in values if f"`{value}`" not in row] == []


def test_every_flag_and_every_problem_is_explained():
    assert sorted(first_cells(section("digest.md", "Flags").partition("\n### ")[0])) == sorted(get_args(Flag))
    flags_told, problems_told = (section("digest.md", title).partition("\n### ")[0] for title in ("Flags", "Issue"))
    problems_told = "| problem" + problems_told.partition("| problem")[2]
    shown = {cells[0].strip("`"): cells[1] for cells in (*rows(flags_told), *rows(problems_told))}
    assert shown == {name: PROBLEMS.get(name, name) for name in shown}
    told = set(first_cells(problems_told))
    source = "".join(text_of(path) for path in (ROOT / "summarizer").rglob("*.py"))
    raised = {name for name in PROBLEMS if name not in get_args(Flag)} | {"part-failed"}
    raised = {name for name in raised if len(re.findall(f'"{name}"', source)) > 1 or name == "part-failed"}
    assert told == raised


def test_the_figures_of_the_checks_are_those_of_the_benchmark():
    measured = {cells[0]: cells for cells in rows(text_of(ROOT / "benchmarks/README.md")) if len(cells) == 6}
    shown = {
        cells[0].removesuffix(" (true)"): cells for cells in rows(section("digest.md", "How often a check is right"))
    }
    shown["true"] = shown.pop("nothing")
    for kind, (_, _, share, texts) in shown.items():
        counts = [int(count) for cell in measured[kind][1:4] for count in re.findall(r"\((\d+)\)", cell)]
        assert (share, int(texts)) == (measured[kind][4], sum(counts))
    assert len(shown) == 8


def test_the_short_table_of_the_readme_is_a_part_of_the_full_one():
    full = {cells[0]: cells for cells in rows(section("evaluation.md", "Beside other tools")) if len(cells) == 5}
    short = [cells for cells in rows(README) if len(cells) == 5]
    assert len(short) > 5
    assert [cells for cells in short if full[cells[0]] != cells] == []


def test_the_figures_of_the_readme_are_those_of_the_checks():
    words = " ".join(README.split())
    found = re.search(
        r"flag (\d+) in 100 true texts, and (\d+) in 100 .*? number, (\d+) .*? negation, (\d+) .*? hedge", words
    )
    shares = {cells[0]: float(cells[2]) for cells in rows(section("digest.md", "How often a check is right"))}
    expected = [shares[kind] for kind in ("nothing (true)", "number", "negation", "hedge")]
    assert [int(figure) for figure in found.groups()] == [round(100 * share) for share in expected]


def test_formats_tables_extras_variables_and_files_named_are_there():
    assert set(
        first_cells(section("command-line.md", "What is written").split("| form |")[1].partition("\n\n")[0])
    ) == set(FORMATS)
    assert set(re.findall(r"^::: summarizer\.render\.(\w+)", ALL, re.MULTILINE)) <= set(render.__all__)
    tables = re.search(r"flat rows of (.*?)\.", text_of(DOCS / "python.md"), re.DOTALL)[1]
    assert re.findall(r"`(\w+)`", tables) == list(example().tables())
    extras = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]["optional-dependencies"]
    assert {name for code in CODE for name in re.findall(r"^extra `(\w+)`", code)} <= set(extras)
    source = "".join(text_of(path) for path in (ROOT / "summarizer").rglob("*.py"))
    variables = set(re.findall(r"SUMMARIZER_\w+", source))
    assert set(re.findall(r"SUMMARIZER_\w+", ALL)) <= variables
    assert set(first_cells(section("command-line.md", "Environment variables"))) == variables
    for path in PAGES:
        linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", text_of(path))
        assert [link for link in linked if not (path.parent / link).exists()] == [], named(path)
    paths = [code for code in CODE if re.fullmatch(r"(?:fixtures|benchmarks|tests|prompts|summarizer)/[\w./-]+", code)]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_modules_named_on_the_page_of_how_it_works_are_there():
    page = text_of(DOCS / "how-it-works.md")
    modules = re.findall(r"`((?:\w+/)?\w+\.py|\w+/)`", page)
    package = ROOT / "summarizer"
    places = (ROOT, package, package / "dates")
    assert len(modules) > 30
    assert [name for name in modules if not any((place / name).exists() for place in places)] == []


def test_the_names_of_all_date_rules_are_beside_their_modules():
    table = rows(section("how-it-works.md", "Why was a date resolved so?"))
    shown = {cells[0].strip("`"): re.findall(r"`([^`]+)`", cells[2]) for cells in table}
    here = {"absolute.py": absolute, "years.py": years, "relative.py": relative, "anchored.py": anchored}
    known = {name: {rule.name for rule in module.RULES} for name, module in here.items()}
    known["absolute.py"] -= known["years.py"]
    known["modifiers.py"] = {modifier.rule for modifier in MODIFIERS} - {None}
    assert {name: set(shown[name]) for name in known} == known


def test_the_tree_of_errors_is_whole():
    shown = re.findall(r"\w+Error", section("python.md", "Error tree"))
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert sorted(shown) == sorted(kind.__name__ for kind in kinds if kind is not errors.AnswerPendingError)


def test_the_readme_is_short_and_has_its_three_commands():
    assert len(README.splitlines()) <= 110
    for folder, rest in (
        (".venv", r"'\.\[local\]' && \.venv/bin/summarizer fixtures/articles/portman\.txt"),
        (".venv-test", r"-e '\.\[test\]' && \.venv-test/bin/pytest"),
    ):
        found = re.findall(rf"^python3 -m venv {folder} && {folder}/bin/pip install {rest}$", README, re.MULTILINE)
        assert len(found) == 1
    assert ".venv/bin/pytest tests/test_recorded.py -k become_a_digest --record-mode=rewrite\n" in README


def test_pictures_are_small_and_load_nothing():
    pictures = list((DOCS / "images").iterdir())
    assert {picture.name for picture in pictures} == {"terminal.svg", "html.png"}
    assert all(picture.stat().st_size < 300_000 for picture in pictures)
    picture = text_of(DOCS / "images/terminal.svg")
    assert set(re.findall(r"https?://[^\s\"')]+", picture)) == {"http://www.w3.org/2000/svg"}
