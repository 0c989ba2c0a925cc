"""Changes of the code that no test notices. In an environment that has `mutmut`, whose changes these are:

    nice python -m benchmarks.mutants --share 0.3 -o mutants.jsonl summarizer/dates/*.py -- tests/test_dates*.py

pytest collects the tests once. Each mutant is tried in a fork of that process, by the tests that run the function
changed, fast ones first; one that is changed where a module is loaded, by all of them, which are collected anew. No file is
changed. A mutant that a test fails on, that does not end, or that can't be loaded is killed.
"""

import argparse
import difflib
import functools
import gc
import json
import os
import pickle
import random
import re
import resource
import signal
import sys
import tempfile
import threading
import time
import types
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

import libcst
import pytest
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper, ParentNodeProvider
from mutmut.mutation.mutators import mutation_operators

LONGEST, ENOUGH = 2.0, 10.0
"""Seconds: slower tests are left out, and so many of tests are run against a mutant."""
MEMORY = 6 * 2**30
OPTIONS = ["-o", "addopts=", "--block-network", "--record-mode=none", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:terminal"]
_LOOKAROUND = re.compile(r"\(\?<?[=!](?:[^()\\]|\\.|\([^()]*\))*\)|\\b")
Key = tuple[str, str, int]


def changed(source: str) -> list[str]:
    """The mutants of a module's source: mutmut's, one for each text, and patterns without one of their lookarounds."""
    wrapper = MetadataWrapper(libcst.parse_module(source))
    places, parents = wrapper.resolve(ByteSpanPositionProvider), wrapper.resolve(ParentNodeProvider)
    whole, mutants = source.encode(), dict[str, None]()

    def above(node: libcst.CSTNode) -> Iterator[libcst.CSTNode]:
        while node in parents:
            yield (node := parents[node])

    for node, place in places.items():
        within = {type(outer) for outer in above(node)}
        if libcst.Annotation in within or place.length == 0:
            continue
        text = node.value if isinstance(node, libcst.SimpleString | libcst.FormattedStringText) else ""
        others = [
            node.with_changes(value=text[: found.start()] + text[found.end() :]) for found in _LOOKAROUND.finditer(text)
        ]
        if not text or libcst.FunctionDef in within:  # else a word of a table, or a pattern that finds nothing any more
            for kind, operator in mutation_operators:
                others += list(operator(node))[: 1 if text else None] if isinstance(node, kind) else []
        for other in others:
            code = wrapper.module.code_for_node(other).encode()
            mutants[(whole[: place.start] + code + whole[place.start + place.length :]).decode()] = None
    return list(mutants)


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _codes(inner)


def _shape(code: types.CodeType) -> object:
    constants = [constant for constant in code.co_consts if not isinstance(constant, types.CodeType)]
    return code.co_qualname, code.co_code, code.co_names, code.co_varnames, repr(constants)


def _key(code: types.CodeType) -> Key:
    return code.co_filename, code.co_qualname, code.co_firstlineno


class Tries:
    """A plugin of pytest that, in place of running the tests once, runs them against every mutant."""

    def __init__(self, mutants: Sequence[tuple[str, str]], args: Sequence[str], output: Path) -> None:
        self.mutants, self.args, self.output = mutants, args, output
        self.files = {path for path, _ in mutants}
        self.run: set[Key] = set()
        self.known: list[tuple[float, str, set[Key]]] = []  # seconds, test, the functions that it runs

    def trace(self, frame: types.FrameType, *_: Any) -> None:
        """Note a call."""
        if frame.f_code.co_filename in self.files:
            self.run.add(_key(frame.f_code))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant."""
        sys.settrace(None)
        items = {item.nodeid: item for item in session.items}
        loaded, functions = set(self.run), dict[Key, list[types.FunctionType]]()
        for live in gc.get_objects():
            if isinstance(live, types.FunctionType) and live.__code__.co_filename in self.files:
                functions.setdefault(_key(live.__code__), []).append(live)
        with tempfile.NamedTemporaryFile() as file:
            _forked(lambda: self._measure(session, Path(file.name)), 3600)
            self.known = pickle.loads(Path(file.name).read_bytes())  # noqa: S301
        print(f"{len(self.known)} tests, {sum(known[0] for known in self.known):.0f} s", file=sys.stderr)
        gc.freeze()
        for path, source in self.mutants:
            before, start = Path(path).read_text(encoding="utf-8"), time.monotonic()
            try:
                old = list(_codes(compile(before, path, "exec")))
                new = list(_codes(compile(source, path, "exec")))
            except SyntaxError:
                continue
            same_order = [code.co_qualname for code in old] == [code.co_qualname for code in new]
            pairs = list(zip(old, new, strict=True)) if same_order else []
            keys = {_key(one) for one, other in pairs if _shape(one) != _shape(other)}
            # A comprehension or an inner function is made anew by the function around it.
            tests, taken = [], 0.0
            for seconds, test, run in self.known:
                if keys & run and taken < ENOUGH:
                    tests, taken = [*tests, test], taken + seconds
            outer = [one for one, _ in pairs if _key(one) in functions]
            covered = {_key(code) for one in outer for code in _codes(one)}
            if keys and keys <= covered and not keys & loaded:
                swaps = [(f, other) for one, other in pairs for f in functions.get(_key(one), ())]
                status = _forked(lambda: _swapped(session, items, tests, swaps), 10 + 5 * taken) if tests else "not run"
            elif keys or not same_order:
                seconds = sum(known[0] for known in self.known)
                status = _forked(lambda: self._loaded(path, source), 20 + 5 * min(seconds, 2 * ENOUGH))
            else:
                continue  # the same code
            lines = difflib.unified_diff(before.splitlines(), source.splitlines(), lineterm="", n=0)
            diff = [line for line in lines if not line.startswith(("---", "+++"))]
            row = {"file": path, "status": status, "seconds": round(time.monotonic() - start, 2), "diff": diff}
            with self.output.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row) + "\n")
        return True

    def _measure(self, session: pytest.Session, file: Path) -> int:
        """Run each test once: how long it takes, and which functions it runs."""
        cached = [live for live in gc.get_objects() if isinstance(live, functools._lru_cache_wrapper)]
        known = []
        threading.settrace(self.trace)
        for item in session.items:
            for cache in cached:
                cache.cache_clear()
            self.run.clear()
            failed, start = session.testsfailed, time.monotonic()
            sys.settrace(self.trace)
            item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
            sys.settrace(None)
            seconds = time.monotonic() - start
            if seconds <= LONGEST and session.testsfailed == failed:
                known.append((seconds, item.nodeid, set(self.run)))
        file.write_bytes(pickle.dumps(sorted(known, key=lambda test: test[0])))
        return 0

    def _loaded(self, path: str, source: str) -> int:
        """Load everything anew, with this source, and run the tests."""
        names = [name for name in sys.modules if name.partition(".")[0] == "summarizer" or self._is_test(name)]
        for name in names:
            del sys.modules[name]
        get_code = SourceFileLoader.get_code

        def get(self: SourceFileLoader, name: str) -> Any:
            return compile(source, path, "exec") if self.get_filename(name) == path else get_code(self, name)

        SourceFileLoader.get_code = get  # type: ignore[method-assign, assignment]
        times = {test: seconds for seconds, test, _ in self.known}
        return int(pytest.main([*OPTIONS, "-x", *self.args], [Chosen(times)]))

    @staticmethod
    def _is_test(name: str) -> bool:
        file = getattr(sys.modules[name], "__file__", None) or ""
        return Path(file).parent == Path("tests").resolve()


class Chosen:
    """A plugin of pytest that leaves tests with known times, the fast ones first."""

    def __init__(self, times: dict[str, float]) -> None:
        self.times = times

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the others."""
        items[:] = sorted((i for i in items if i.nodeid in self.times), key=lambda item: self.times[item.nodeid])
        taken = 0.0
        for number, item in enumerate(items):
            taken += self.times[item.nodeid]
            if taken > 2 * ENOUGH:
                del items[number:]
                break


def _swapped(session: pytest.Session, items: dict[str, pytest.Item], tests: Sequence[str], swaps: Any) -> int:
    for function, code in swaps:
        function.__code__ = code
    for test in tests:
        items[test].ihook.pytest_runtest_protocol(item=items[test], nextitem=None)
        if session.testsfailed:
            return 1
    return 0


def _forked(work: Any, seconds: float) -> str:
    """What became of work in a fork of this process, which may take so long."""
    child = os.fork()
    if not child:
        status = 1
        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, seconds)
            status = work()
        finally:
            os._exit(status)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return "no end" if os.WTERMSIG(status) == signal.SIGALRM else "killed"
    return "killed" if status else "survived"


def main() -> None:
    """Try a random share of the mutants of some files, and count."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("-o", "--output", type=Path, default=Path("mutants.jsonl"))
    at = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    settings, args = parser.parse_args(sys.argv[1:at]), sys.argv[at + 1 :]
    mutants = []
    for file in settings.files:
        every = changed(file.read_text(encoding="utf-8"))
        chosen = random.Random(0).sample(every, round(settings.share * len(every)))  # noqa: S311
        mutants += [(str(file.resolve()), source) for source in chosen]
        print(f"{file}: {len(chosen)} of {len(every)}", file=sys.stderr)
    plugin = Tries(mutants, args, settings.output)
    sys.settrace(plugin.trace)
    pytest.main([*OPTIONS, *args], [plugin])
    rows = [json.loads(line) for line in settings.output.read_text(encoding="utf-8").splitlines()]
    for path in sorted({row["file"] for row in rows}):
        print(path, dict(Counter(row["status"] for row in rows if row["file"] == path)))


if __name__ == "__main__":
    main()
