"""What the package shows of itself: its names, what it costs to import, and that an installed copy has its prompts."""

import ast
import subprocess
import sys

import pytest
from conftest import ROOT

import summarizer
from summarizer import prompts
from summarizer.sections import SECTIONS


def test_the_public_names_are_there_and_no_others():
    tree = ast.parse((ROOT / "summarizer" / "__init__.py").read_text())
    imported = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert imported == set(summarizer.__all__)
    assert all(hasattr(summarizer, name) for name in summarizer.__all__)


@pytest.mark.parametrize("command", [["-c", "import summarizer"], ["-m", "summarizer", "--help"]])
def test_no_sdk_is_loaded_before_it_is_needed(command):
    done = subprocess.run([sys.executable, "-X", "importtime", *command], capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "summarizer.llm" in loaded
    assert loaded.isdisjoint({"openai", "instructor", "anthropic", "xllamacpp", "huggingface_hub", "vcr"})


def test_every_section_has_its_prompt():
    assert {path.name for path in prompts.folder().glob("*.j2")} == {
        f"{name}.md.j2" for name in ("rules", "article", "mend", *SECTIONS)
    }
