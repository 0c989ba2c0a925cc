"""The recorded replies of the local model give digests that are as good as they have been."""

import json

import pytest
from conftest import ARTICLES, ROOT

from benchmarks import score
from summarizer import summarize

FLOOR = json.loads((ROOT / "fixtures" / "eval" / "baseline.json").read_text(encoding="utf-8"))["recorded"]


@pytest.mark.vcr("korea.yaml", "portman.yaml")
@pytest.mark.default_cassette("asylum.yaml")
def test_digests_of_the_recorded_replies_do_not_fall_below_the_floor(recorded):
    paths = sorted(ARTICLES.glob("*.txt"))
    digests = [summarize(path, model="local").model_dump(mode="json") for path in paths]
    texts = [digest["article"]["text"] for digest in digests]
    found = score.score([gold for gold in score.lines_of(score.GOLD) if gold["text"] in texts], digests)
    fallen = {name: (found[name], least) for name, least in FLOOR["at_least"].items() if found[name] < least}
    risen = {name: (found[name], most) for name, most in FLOOR["at_most"].items() if found[name] > most}
    assert {} == fallen | risen
    assert len(paths) == found["articles"]
