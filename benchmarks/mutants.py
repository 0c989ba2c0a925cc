r"""Changes of the code that no test notices.

    pip install mutmut
    nice python -m benchmarks.mutants --share 0.1 -o mutants.jsonl summarizer/dates/*.py -- tests/test_dates*.py

The changes are mutmut's, but for texts where a module is loaded; regular expressions also lose a lookaround or `\b`.
pytest collects the tests once, and each mutant is tried in a fork of that process: with the tests that run the changed
function, fast ones first, or, where the change acts when a module is loaded, with all, collected anew. No file changes.
"""

import argparse
import contextlib
import difflib
import gc
import io
import json
import os
import pickle
import random
import re
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper, partial
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import libcst
import pytest
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper, ParentNodeProvider
from mutmut.mutation.mutators import mutation_operators

LONGEST, ENOUGH = 2.0, 10.0
"""Seconds: slower tests are left out, and no more than so much of tests is run against a mutant."""
OPTIONS = [
    "-o",
    "addopts=",
    "--block-network",
    "--record-mode=none",
    "-p",
    "no:xdist",
    "-p",
    "no:cacheprovider",
    "-qqx",
]
_LOOKAROUND = re.compile(r"\(\?<?[=!](?:[^()\\]|\\.|\([^()]*\))*\)|\\b")
Key = tuple[str, str, int]  # of a function: its file, name and line


def changed(source: str) -> list[str]:
    """The mutants of a module's source."""
    wrapper = MetadataWrapper(libcst.parse_module(source))
    places, parents = wrapper.resolve(ByteSpanPositionProvider), wrapper.resolve(ParentNodeProvider)
    whole, mutants = source.encode(), dict[str, None]()
    for node, place in places.items():
        outer, around = node, set[type]()
        while outer in parents:
            outer = parents[outer]
            around.add(type(outer))
        if libcst.Annotation in around or not place.length:
            continue
        text = node.value if isinstance(node, libcst.SimpleString | libcst.FormattedStringText) else ""
        less = [text[: found.start()] + text[found.end() :] for found in _LOOKAROUND.finditer(text)]
        others: list[Any] = [node.with_changes(value=value) for value in less]
        if not text or libcst.FunctionDef in around:  # others are words of tables, of which there are many
            for kind, operator in mutation_operators:
                others += list(operator(node))[: 1 if text else None] if isinstance(node, kind) else []
        for other in others:
            code = wrapper.module.code_for_node(other).encode()
            mutants[(whole[: place.start] + code + whole[place.start + place.length :]).decode()] = None
    return list(mutants)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def _shape(code: CodeType) -> object:
    constants = [constant for constant in code.co_consts if not isinstance(constant, CodeType)]
    return code.co_qualname, code.co_code, code.co_names, code.co_varnames, repr(constants)


def _key(code: CodeType) -> Key:
    return code.co_filename, code.co_qualname, code.co_firstlineno


class Mutants:
    """A plugin of pytest that runs the tests against every mutant: pairs of a file and its changed source."""

    def __init__(self, mutants: list[tuple[str, str]], args: list[str], output: Path) -> None:
        self.mutants, self.args, self.output = mutants, args, output
        self.files = {file for file, _ in mutants}
        self.called: set[Key] = set()
        self.tests: list[tuple[float, str, set[Key]]] = []
        """Seconds, name, and the functions that it calls."""

    def trace(self, frame: FrameType, *_: object) -> None:
        """Note which function is called."""
        if frame.f_code.co_filename in self.files:
            self.called.add(_key(frame.f_code))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try the mutants, in place of running the tests."""
        sys.settrace(None)
        at_loading, functions = set(self.called), dict[Key, list[FunctionType]]()
        for live in gc.get_objects():
            if isinstance(live, FunctionType) and live.__code__.co_filename in self.files:
                functions.setdefault(_key(live.__code__), []).append(live)
        with tempfile.NamedTemporaryFile() as file:
            _forked(partial(self._measure, session, Path(file.name)), 3600)
            self.tests = pickle.loads(Path(file.name).read_bytes())
        print(f"{len(self.tests)} tests, {sum(test[0] for test in self.tests):.0f} s", file=sys.stderr)
        for file_name, source in self.mutants:
            before = Path(file_name).read_text(encoding="utf-8")
            try:
                old, new = (list(_codes(compile(text, file_name, "exec"))) for text in (before, source))
            except SyntaxError:
                continue
            alike = [code.co_qualname for code in old] == [code.co_qualname for code in new]
            pairs = list(zip(old, new, strict=True)) if alike else []
            keys = {_key(one) for one, other in pairs if _shape(one) != _shape(other)}
            if alike and not keys:
                continue  # the same code
            inner = {_key(code) for one, _ in pairs if _key(one) in functions for code in _codes(one)}
            if keys and keys <= inner and not keys & at_loading:
                tests = _first([test for test in self.tests if keys & test[2]], ENOUGH)
                swaps = [(function, other) for one, other in pairs for function in functions.get(_key(one), ())]
                seconds = 10 + 5 * sum(test[0] for test in tests)
                status = _forked(partial(_swapped, session, tests, swaps), seconds) if tests else "not run"
            else:
                status = _forked(partial(self._loaded, file_name, source), 20 + 10 * ENOUGH)
            lines = difflib.unified_diff(before.splitlines(), source.splitlines(), lineterm="", n=0)
            with self.output.open("a", encoding="utf-8") as output:
                output.write(json.dumps({"file": file_name, "status": status, "diff": list(lines)[2:]}) + "\n")
        return True

    def _measure(self, session: pytest.Session, file: Path) -> int:
        """Run each test once, to see how long it takes and which functions it calls."""
        caches = [live for live in gc.get_objects() if isinstance(live, _lru_cache_wrapper)]
        threading.settrace(self.trace)
        for item in session.items:
            for cache in caches:
                cache.cache_clear()
            self.called.clear()
            session.testsfailed, start = 0, time.monotonic()
            sys.settrace(self.trace)
            item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
            sys.settrace(None)
            seconds = time.monotonic() - start
            if seconds <= LONGEST and not session.testsfailed:
                self.tests.append((seconds, item.nodeid, set(self.called)))
        file.write_bytes(pickle.dumps(sorted(self.tests, key=lambda test: test[0])))
        return 0

    def _loaded(self, file: str, source: str) -> int:
        """Load everything anew, with this source for that file, and run the tests."""
        for name, module in list(sys.modules.items()):
            folder = Path(getattr(module, "__file__", None) or "").parent
            if name.partition(".")[0] == "summarizer" or folder == Path("tests").resolve():
                del sys.modules[name]
        get_code = SourceFileLoader.get_code

        def get(self: SourceFileLoader, name: str) -> Any:
            return compile(source, file, "exec") if self.get_filename(name) == file else get_code(self, name)

        SourceFileLoader.get_code = get  # type: ignore[method-assign, assignment]  # the mutant's source for one file
        return int(
            pytest.main([*OPTIONS, *self.args], [Chosen([name for _, name, _ in _first(self.tests, 2 * ENOUGH)])])
        )


class Chosen:
    """A plugin of pytest that runs these tests alone, in this order."""

    def __init__(self, names: list[str]) -> None:
        self.places = {name: place for place, name in enumerate(names)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the others."""
        kept = [item for item in items if item.nodeid in self.places]
        items[:] = sorted(kept, key=lambda item: self.places[item.nodeid])


def _first(tests: list[tuple[float, str, set[Key]]], seconds: float) -> list[tuple[float, str, set[Key]]]:
    return [test for number, test in enumerate(tests) if sum(t[0] for t in tests[:number]) < seconds]


def _swapped(session: pytest.Session, tests: list[Any], swaps: list[tuple[FunctionType, CodeType]]) -> int:
    """Run tests with other code in some functions; 1 if one fails."""
    items = {item.nodeid: item for item in session.items}
    for function, code in swaps:
        function.__code__ = code
    for _, name, _ in tests:
        items[name].ihook.pytest_runtest_protocol(item=items[name], nextitem=None)
        if session.testsfailed:
            return 1
    return 0


def _forked(work: Callable[[], int], seconds: float) -> str:
    """What became of tests in a fork of this process that is killed after so long."""
    child = os.fork()
    if not child:
        status = 1
        try:
            for stream in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, seconds)
            status = work()
        finally:
            os._exit(status)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        return "no end"
    return "killed" if status else "survived"


def main() -> None:
    """Try a random share of the mutants of some files, the same each time, and count what became of them."""
    at = sys.argv.index("--")
    parser = argparse.ArgumentParser(usage="%(prog)s [--share PART] [-o FILE] FILE... -- ARGUMENT_OF_PYTEST...")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("-o", "--output", type=Path, required=True)
    settings, args, mutants = parser.parse_args(sys.argv[1:at]), sys.argv[at + 1 :], []
    for file in settings.files:
        every = changed(file.read_text(encoding="utf-8"))
        chosen = random.Random(0).sample(every, round(settings.share * len(every)))
        mutants += [(str(file.resolve()), source) for source in chosen]
        print(f"{file}: {len(chosen)} of {len(every)} mutants", file=sys.stderr)
    plugin = Mutants(mutants, args, settings.output)
    with contextlib.redirect_stdout(io.StringIO()):  # pytest's own report means nothing here
        sys.settrace(plugin.trace)
        pytest.main([*OPTIONS, *args], [plugin])
    rows = [json.loads(line) for line in settings.output.read_text(encoding="utf-8").splitlines()]
    for name in sorted({row["file"] for row in rows}):
        print(name, dict(Counter(row["status"] for row in rows if row["file"] == name)))


if __name__ == "__main__":
    main()
