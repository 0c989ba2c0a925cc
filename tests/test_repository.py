"""What lies beside the package: versions and commands that are named twice agree, and what is built is whole."""

import re
import subprocess
import tarfile
import tomllib
import zipfile

import pytest
import yaml
from conftest import ROOT

import summarizer

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SUPPORTED = re.findall(r"Python :: (3\.\d+)", " ".join(PROJECT["classifiers"]))


def of_checkout(name):
    """The text of a file that a checkout has and a package may have not."""
    if not (ROOT / name).exists():
        pytest.skip("this is no checkout")
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_citation_names_this_version():
    assert yaml.safe_load(of_checkout("CITATION.cff"))["version"] == summarizer.__version__


def test_the_hooks_before_a_commit_are_the_linters_of_ci():
    hooks = [hook for repo in yaml.safe_load(of_checkout(".pre-commit-config.yaml"))["repos"] for hook in repo["hooks"]]
    assert {hook["language"] for hook in hooks} == {"system"}  # the installed ones: no version that could differ
    of_ci = re.findall(r"bin/(ruff [a-z -]+|mypy|lint-imports)(?: \.)?$", of_checkout(".ci/run"), re.MULTILINE)
    assert sorted(hook["entry"] for hook in hooks) == sorted(of_ci)
    installed = " ".join(tomllib.loads(of_checkout("pyproject.toml"))["dependency-groups"]["dev"])
    assert all(f"{name}>=" in installed for name in ("ruff", "mypy", "import-linter"))


def test_ci_runs_every_version_of_python_that_is_said_to_be_supported():
    jobs = yaml.safe_load(of_checkout(".github/workflows/ci.yml"))["jobs"]
    [of_run] = [step["with"]["python-version"] for step in jobs["all"]["steps"] if "python-version" in str(step)]
    assert sorted([of_run, *jobs["tests"]["strategy"]["matrix"]["python"]]) == sorted(SUPPORTED)
    assert PROJECT["requires-python"] == f">={SUPPORTED[0]}"


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "SECURITY.md", ".github/PULL_REQUEST_TEMPLATE.md"])
def test_the_files_that_a_page_names_are_there(page):
    folders = r"(?:summarizer|tests|benchmarks|docs|fixtures|\.ci)"
    named = re.findall(rf"(?<![\w/.]){folders}/[\w./-]*\w(?![\w*])", of_checkout(page))
    made = ("organizations",)  # what a recipe tells to write
    missing = [name for name in named if not (ROOT / name).exists() and not any(new in name for new in made)]
    assert named
    assert missing == []


def test_the_names_of_code_in_the_recipes_are_there():
    recipes = of_checkout("CONTRIBUTING.md").partition("## Add a section")[2].partition("## Release")[0]
    recipes = re.sub(r"^ *```.*?```", "", recipes, flags=re.DOTALL | re.MULTILINE)
    named = set(re.findall(r"`(?:[A-Z]\w+\.)?(\w+)(?:\(\))?`", recipes)) - {"organizations", "KeyError"}
    named = {name for name in named if "Organization" not in name}  # what a recipe makes
    code = "".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py") if "/." not in str(path))
    made = r"(?:(?:def|class) |self\.){0}\b|^ *{0}\b *[:=]"
    assert len(named) > 20
    assert {name for name in named if not re.search(made.format(name), code, re.MULTILINE)} == set()


def test_every_promise_of_the_security_page_names_the_tests_that_hold_it():
    promised = of_checkout("SECURITY.md").partition("## What is promised")[2].partition("## What is not")[0]
    promises = re.findall(r"^- (.*?)(?=^- |^#|\Z)", promised, re.MULTILINE | re.DOTALL)
    assert len(promises) > 10
    assert [promise for promise in promises if "`tests/test_" not in promise] == []


def test_every_type_that_is_ignored_has_its_reason_beside_it():
    files = [path for name in ("summarizer", "benchmarks") for path in (ROOT / name).rglob("*.py")]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    ignored = [line for line in lines if "type: ignore" in line]
    assert ignored
    assert [line for line in ignored if not re.search(r"# type: ignore\[[\w, -]+\]  # \w", line)] == []


def tracked():
    """The files of the repository, where there is one."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout")
    return {name for name in listed.split("\0") if name and (ROOT / name).exists()}


def test_the_wheel_has_the_package_its_types_and_its_prompts(tmp_path):
    from hatchling.builders.wheel import WheelBuilder

    [built] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    found = set(zipfile.ZipFile(built).namelist())
    assert "summarizer/py.typed" in found
    assert {name for name in tracked() if name.startswith("summarizer/")} <= found
    assert {f"summarizer/_prompts/{path.name}" for path in (ROOT / "prompts").glob("*.j2")} <= found
    about = f"summarizer-{summarizer.__version__}.dist-info"
    assert {name.partition("/")[0] for name in found} == {"summarizer", about}


def test_the_source_distribution_has_every_file_of_the_repository(tmp_path):
    from hatchling.builders.sdist import SdistBuilder

    [built] = SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with tarfile.open(built) as archive:
        found = {name.partition("/")[2] for name in archive.getnames()}
    assert tracked() - found == set()
