"""Keeps secrets out of errors, logs and output: keys, and the user, password and query of an address.

They are known by their value, so that it does not matter what a key looks like or where somebody quotes it.
"""

import base64
import contextlib
import json
import logging
import os
import re
import urllib.parse
from collections.abc import Collection, Iterator
from typing import Any

SHORTEST = 6
"""Characters of a secret at the least: what is shorter would be found in words."""
MARK = "[key]"

_NAMED = re.compile(r"KEY|TOKEN|SECRET|PASSWORD", re.IGNORECASE)
_USER = re.compile(r"//([^/?#\s]*)@")
_VALUE = re.compile(r"[?&][^=&#\s]*=([^&#\s]+)")
_ESCAPED = re.compile("%[0-9A-F]{2}")
_LIKE_A_KEY = re.compile(r"(?<![A-Za-z0-9])(?:(?:sk|pk|key|gsk|xai|hf|nvapi)[-_]|AIza)[-_A-Za-z0-9*]{8,}")


def public_address(url: str) -> str:
    """An address without user, password and query; "" if it is not an address."""
    try:
        parts = urllib.parse.urlsplit(url)
    except ValueError:
        return ""
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def secrets_of(*texts: str, model: str) -> frozenset[str]:
    """The secrets: these keys, the secret parts of these addresses, and environment variables that hold keys.

    A text in the name of the model is not a secret: "ollama" is often used as a key too.
    """
    found = {text for text in texts if "://" not in text}
    addresses = list(texts)
    for name, value in os.environ.items():
        if _NAMED.search(name):
            found.add(value)
        if name.endswith("_CUSTOM_HEADERS"):  # "Name: value" in each line, as the SDKs of OpenAI and Anthropic read it
            headers = [line.partition(":")[2].split() for line in value.splitlines()]
            found.update(word for words in headers for word in words)
        if "://" in value:
            addresses.append(value)
        elif name.lower().endswith("_proxy"):  # the scheme may be left out
            addresses.append(f"//{value}")
    for url in addresses:
        found.update(_in_address(url))
    return frozenset(value.strip() for value in found if len(value.strip()) >= SHORTEST and value.strip() not in model)


def _in_address(url: str) -> Iterator[str]:
    # No URL parser: of an address that none can read, the secrets must be known too.
    for user in _USER.findall(url):
        yield base64.b64encode(urllib.parse.unquote(user).encode()).decode()  # as basic authentication sends it
        yield from user.split(":", 1)
        yield from map(urllib.parse.unquote, user.split(":", 1))
    for value in _VALUE.findall(url):
        yield from (value, urllib.parse.unquote_plus(value))


def remove_secrets(text: str, secrets: Collection[str]) -> str:
    """`text` without the `secrets`, also as a URL, JSON or Python writes them."""
    for secret in sorted(secrets, key=len, reverse=True):
        quoted = urllib.parse.quote(secret, safe="")
        small = _ESCAPED.sub(lambda escaped: escaped[0].lower(), quoted)
        for form in {secret, quoted, small, json.dumps(secret)[1:-1], repr(secret)[1:-1]}:
            text = text.replace(form, MARK)
    return text


def redact(text: str, secrets: Collection[str]) -> str:
    """`text` without the `secrets`, and without what else looks like a key."""
    return _LIKE_A_KEY.sub(MARK, remove_secrets(text, secrets))


def redact_error(error: BaseException, secrets: Collection[str]) -> None:
    """Remove the secrets from the texts of an error and of its causes. Providers quote the key in messages."""
    left: list[BaseException | None] = [error]
    seen: set[int] = set()
    while left:
        cause = left.pop()
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        cause.args = _redacted_value(cause.args, secrets)
        for name, value in list(getattr(cause, "__dict__", {}).items()):
            with contextlib.suppress(AttributeError, TypeError):  # it can't be set: no text of a message
                setattr(cause, name, _redacted_value(value, secrets))
        left += [cause.__cause__, cause.__context__]


def _redacted_value(value: Any, secrets: Collection[str]) -> Any:
    if isinstance(value, str):
        return redact(value, secrets)
    if isinstance(value, bytes):
        return redact(value.decode(errors="backslashreplace"), secrets).encode()
    if type(value) is dict:
        return {_redacted_value(name, secrets): _redacted_value(item, secrets) for name, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(_redacted_value(item, secrets) for item in value)
    return value


class _Filter(logging.Filter):
    """Takes the secrets out of records."""

    def __init__(self) -> None:
        super().__init__()
        self.secrets: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if (told := redact(said, self.secrets)) != said:
            record.msg, record.args = told, ()
        if record.exc_info:
            said = logging.Formatter().formatException(record.exc_info)
            if (told := redact(said, self.secrets)) != said:  # the error is left as it is: it may yet be handled
                record.exc_text, record.exc_info = told, None
        return True


_filter = _Filter()
_SDKS = ("openai", "httpx", "httpx2", "httpcore", "httpcore2", "instructor", "anthropic", "groq")


def hide_from_logs(secrets: Collection[str]) -> None:
    """Keep the secrets out of what the SDKs log: addresses, and errors about a header."""
    _filter.secrets.update(secrets)
    for name in list(logging.Logger.manager.loggerDict):  # a filter holds for one logger, not for those below it
        if name.partition(".")[0] in _SDKS:
            logging.getLogger(name).addFilter(_filter)
