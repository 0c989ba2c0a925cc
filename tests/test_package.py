"""What the package shows of itself: its names, what it costs to import, and that an installed copy has its prompts."""

import ast
import importlib
import inspect
import subprocess
import sys
import tomllib

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pages import example

import summarizer
from summarizer import prompts
from summarizer.render import notebook
from summarizer.sections import SECTIONS
from summarizer.writer import FORMATS

READERS = {"trafilatura", "lxml", "tinycss2", "pypdf"}


def test_the_public_names_are_there_and_no_others():
    tree = ast.parse((ROOT / "summarizer" / "__init__.py").read_text())
    [block] = [node for node in tree.body if isinstance(node, ast.If)]  # what type checkers see
    assert {alias.name for node in block.body for alias in node.names} == set(summarizer.__all__)
    assert all(hasattr(summarizer, name) for name in summarizer.__all__)


@pytest.mark.parametrize("command", [["-c", "from summarizer import *"], ["-m", "summarizer", "--help"]])
def test_no_sdk_is_loaded_before_it_is_needed(command):
    done = subprocess.run([sys.executable, "-X", "importtime", *command], capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert ("summarizer.llm" in loaded) == ("--help" not in command)
    assert loaded.isdisjoint(
        {"openai", "instructor", "anthropic", "xllamacpp", "huggingface_hub", "spacy", "vcr", *READERS}
    )


def test_a_digest_read_from_json_shows_its_page_and_the_page_is_not_loaded_before(tmp_path):
    (tmp_path / "digest.json").write_text(example().model_dump_json(), encoding="utf-8")
    program = """
        import pathlib, sys
        import summarizer
        assert {"pydantic", "summarizer.digest", "jinja2"}.isdisjoint(sys.modules)
        from summarizer.digest import Digest
        digest = Digest.model_validate_json(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
        assert "summarizer.render" not in sys.modules
        print(digest._repr_html_())
    """
    command = [sys.executable, "-c", inspect.cleandoc(program), str(tmp_path / "digest.json")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    assert done.stdout.rstrip("\n") == notebook(example()).rstrip("\n")


def test_the_help_names_every_section_and_format():
    done = subprocess.run([sys.executable, "-m", "summarizer", "--help"], capture_output=True, text=True, check=True)
    text = " ".join(done.stdout.split())
    assert f"({', '.join(SECTIONS)})" in text
    assert ", ".join(FORMATS) in text


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        summarizer.nothing  # noqa: B018  # to look it up is what is tried


def test_every_section_has_its_prompt_and_a_brief_one():
    asked = ["mend", *SECTIONS, *(f"{name}.brief" for name in SECTIONS)]
    assert {path.name for path in prompts.folder().glob("*.j2")} == {
        f"{name}.md.j2" for name in ("rules", "article", *asked)
    }


def test_no_name_of_a_package_hides_one_of_its_modules():
    packages = [path.parent for path in (ROOT / "summarizer").rglob("__init__.py")]
    for package in packages:
        name = ".".join(package.relative_to(ROOT).parts)
        for module in package.glob("[!_]*.py"):
            found = getattr(importlib.import_module(name), module.stem, None)
            assert found is None or inspect.ismodule(found), f"{name}.{module.stem}"


def test_the_versions_that_are_checked_are_ones_that_the_package_allows():
    file = ROOT / ".ci/constraints.txt"
    if not file.exists():
        pytest.skip("this is no checkout")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"]
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    wanted += [*extras["local"], *extras["html"], *extras["pdf"], *extras["test"]]
    lines = [line for line in file.read_text().splitlines() if not line.startswith("#")]
    versions = dict(line.split("==") for line in lines)
    for requirement in map(Requirement, wanted):
        name = canonicalize_name(requirement.name)
        assert name == "summarizer" or requirement.specifier.contains(versions[name]), name
