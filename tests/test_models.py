"""Which model is used, and what is said where none can be."""

import sys

import pytest
from scripted import TEXT

from summarizer import summarize
from summarizer.errors import InputError, ModelError, UsageError

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def test_bad_input_is_said_before_a_model_is_sought(monkeypatch):
    monkeypatch.setattr("summarizer.llm.LLM.__init__", None)
    with pytest.raises(InputError, match="is empty"):
        summarize("  ")
    with pytest.raises(UsageError, match=r"'plot'.*summary, timeline, people, claims"):
        summarize(TEXT, sections=["plot"])


def test_no_model_configured_names_both_ways_on(monkeypatch):
    monkeypatch.setattr("summarizer.assist.local.is_installed", lambda: False)
    with pytest.raises(ModelError, match=r"pip install 'summarizer\[local\]'.*SUMMARIZER_MODEL"):
        summarize(TEXT)


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("gpt-5-mini", "provider/model"),
        ("nobody/model", "Unsupported provider"),
        ("openai/gpt-5-mini", "OPENAI_API_KEY"),
        ("anthropic/claude", "pip install anthropic"),
    ],
)
def test_a_model_that_can_not_be_used_is_said(model, says, capfd):
    with pytest.raises(ModelError, match=says):
        summarize(TEXT, model=model)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:9", "SOCKS.*Check SSL_CERT_FILE, ALL_PROXY"),
        ("SSL_CERT_FILE", "/nowhere/certificates.pem", "No such file.*Check SSL_CERT_FILE, ALL_PROXY"),
    ],
)
def test_an_environment_that_no_client_takes_is_said(monkeypatch, name, value, says):
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv(name, value)
    if name == "ALL_PROXY":
        monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(ModelError, match=says):
        summarize(TEXT, model="openai/gpt-5-mini")
