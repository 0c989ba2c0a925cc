"""The fuzzer's targets, each with its seeds and without atheris: they keep working, and nothing is found in these."""

import pytest

pytest.importorskip("trafilatura")
pytest.importorskip("pypdf")

from benchmarks import fuzz, fuzz_grammar


@pytest.mark.parametrize("target", fuzz.TARGETS)
def test_nothing_is_wrong_with_what_a_target_makes_of_its_seeds(target):
    seeds = fuzz.seeds(target)
    assert len(seeds) >= 50
    for seed in seeds:
        fuzz.TARGETS[target](seed)


def test_a_finding_is_kept_once_for_each_place_in_the_code(tmp_path):
    def broken(data):
        if data:
            raise KeyError(data)

    findings = fuzz.Findings(broken, tmp_path)
    new = findings.run(b"a")
    assert new.startswith("KeyError-test_fuzz-")
    assert (findings.run(b"b"), findings.run(b"")) == (None, None)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"a"]


def test_what_takes_long_is_a_finding(tmp_path, monkeypatch):
    monkeypatch.setattr(fuzz, "MOST_SECONDS", 0.0)
    assert fuzz.Findings(lambda data: sum(range(10_000)), tmp_path).run(b"").startswith("slow-")


def test_choices_make_valid_inputs():
    pdf = fuzz_grammar.pdf(fuzz_grammar.Choices(b""))
    assert pdf.startswith(b"%PDF-")
    assert fuzz_grammar.text(fuzz_grammar.Choices(b"\1\0\1"), ("a", "b"), " ") == "a b"
    assert fuzz_grammar.records(fuzz_grammar.Choices(b"\1\1\0\0\0")) == b'{"text": "It rained. Nobody came."}\n'
