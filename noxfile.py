"""Commands that are typed often, each in an environment of its own.

    nox                   tests on every supported Python that is installed, linters, types
    nox -s tests-3.13     the tests on one version of Python; words after -- go to pytest
    nox -s lint types     the linters, the types
    nox -s docs           the documentation; a warning is an error
    nox -s newest         the tests with the newest releases that pyproject.toml allows

All sessions but `newest` install the versions of .ci/constraints.txt.
"""

from pathlib import Path

import nox

CONSTRAINTS = Path(".ci/constraints.txt").absolute()
VERSIONS = nox.project.python_versions(nox.project.load_toml("pyproject.toml"))

nox.options.sessions = ["tests", "lint", "types"]
nox.options.reuse_existing_virtualenvs = True
nox.options.default_venv_backend = "venv"

# Run within a session's environment: a line for each installed release that is not the one of the constraints.
_COMPARE = """
import sys
from importlib.metadata import distributions
from pathlib import Path
from packaging.utils import canonicalize_name

lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
known = dict(line.split("==") for line in lines if not line.startswith("#"))
found = {canonicalize_name(one.name): one.version for one in distributions()}
changed = sorted(name for name in found if name in known and found[name] != known[name])
for name in changed:
    print(f"{name}: constraints {known[name]}, here {found[name]}")
print(f"releases that differ from the constraints: {len(changed)}")
"""


def _install(session: nox.Session, *what: str) -> None:
    """Install in the versions of the constraints, which hold for pip's build environments too."""
    session.env["PIP_CONSTRAINT"] = str(CONSTRAINTS)
    session.install("pip")  # the one that comes with a new environment may know no dependency groups
    session.install(*what)


@nox.session(python=VERSIONS)
def tests(session: nox.Session) -> None:
    """Run the tests. Those of the HTML page are skipped where there is no Chromium."""
    _install(session, "-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format, and the layers of the package."""
    _install(session, "--group", "dev")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types. mypy reads those of the dependencies, so these are installed."""
    _install(session, "-e", ".[test]", "--group", "dev")
    session.run("mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation into `site`."""
    _install(session, "-e", ".", "--group", "docs")
    session.env["NO_MKDOCS_2_WARNING"] = "1"  # of the theme: it is about a MkDocs that pyproject.toml does not allow
    session.run("mkdocs", "build", "--strict", *session.posargs)


@nox.session(reuse_venv=False)
def newest(session: nox.Session) -> None:
    """Run the tests without constraints, after a list of the releases that differ from the constraints."""
    session.env["PIP_CONSTRAINT"] = ""
    session.install("-U", "--upgrade-strategy=eager", "-e", ".[test]")
    session.run("python", "-c", _COMPARE, str(CONSTRAINTS))
    session.run("pytest", *session.posargs)
