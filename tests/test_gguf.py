"""Another model's file: what it must be, and the profile that follows from its number of parameters."""

import struct

import pytest

from summarizer import models
from summarizer.assist import gguf, local
from summarizer.client import Endpoint
from summarizer.errors import ModelError

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
    monkeypatch.setattr(local, "is_installed", lambda: True)
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
