"""The examples in the package's docstrings hold."""

import doctest
import importlib

import pytest
from conftest import ROOT

from summarizer import Article

PACKAGE = ROOT / "summarizer"
EXAMPLES = [path for path in sorted(PACKAGE.rglob("*.py")) if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_examples_hold(path):
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    results = doctest.testmod(importlib.import_module(name), extraglobs={"Article": Article})
    assert (results.failed, results.attempted > 0) == (0, True)
