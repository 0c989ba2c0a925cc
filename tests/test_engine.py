"""Articles on many machines: what is so whether an engine is installed or not."""

import subprocess
import sys

import pytest
from conftest import ROOT
from scripted import TEXT

from summarizer import summarize
from summarizer.engine import check_limits, columns
from summarizer.errors import UsageError


@pytest.fixture
def digest(in_use):
    return summarize(TEXT)


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_every_column_of_a_digest_has_a_type(digest):
    tables = digest.tables()
    [article] = tables.pop("articles")
    named = {name for name in article if name != "article" and not name.startswith("run_prompts_")}
    assert named == set(columns.VALUES)
    assert {name: set(rows[0]) - {"article"} for name, rows in tables.items()} == {
        name: set(types) for name, types in columns.TABLES.items()
    }


def test_a_limit_has_a_part_for_each_worker():
    check_limits(3, rpm=3, tpm=None)


@pytest.mark.parametrize(("limit", "workers"), [(2, 3), (None, 0), (5, -1)])
def test_a_limit_of_less_than_one_a_minute_for_a_worker_is_wrong_usage(limit, workers):
    with pytest.raises(UsageError):
        check_limits(workers, rpm=limit)


def test_no_engine_is_loaded_before_it_is_needed():
    command = [sys.executable, "-X", "importtime", "-m", "summarizer.engine", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert loaded.isdisjoint({"ray", "pyarrow", "pandas", "openai", "instructor"})


def test_where_no_engine_is_installed_the_command_says_what_to_install(tmp_path):
    (tmp_path / "ray.py").write_text("raise ImportError('no ray')\n")
    command = [sys.executable, "-m", "summarizer.engine", "in", "out", "-m", "openai/scripted"]
    environment = {"PYTHONPATH": f"{tmp_path}:{ROOT}"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "summarizer: Ray is not installed. Run: pip install 'summarizer[engine]'\n"
