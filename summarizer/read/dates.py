"""Parses publication dates, in the forms that pages and people write, to ISO 8601."""

import datetime
import email.utils
import re

from summarizer import dates
from summarizer.article import normalise_iso_date
from summarizer.errors import UsageError

_MAIL = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{2,4}\b(?!.*\d\s*[ap]\.?m\b)", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s*(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s*(?P<zone>[A-Z]{2,4})\b)?",
    re.IGNORECASE,
)
_ZONES = {
    **dict.fromkeys(("UTC", "GMT"), "+00:00"),
    "BST": "+01:00",
    "CET": "+01:00",
    "CEST": "+02:00",
    "EET": "+02:00",
    "EEST": "+03:00",
    "JST": "+09:00",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CST": "-06:00",
    "CDT": "-05:00",
    "MST": "-07:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
    "AEST": "+10:00",
    "AEDT": "+11:00",
}
"""Of zones that people write with letters, those that mean one thing in the news."""


def iso_date(value: str | datetime.date) -> str:
    """The ISO 8601 date, or date and time, of `value`, as `Article` has it. Raises UsageError."""
    try:
        return normalise_iso_date(str(value))
    except ValueError as error:
        raise UsageError(f"{value!r} is not a date", "Write it as YYYY-MM-DD, optionally with a time") from error


def read_date(value: str) -> str | None:
    """The date, or date and time, of `value`: in ISO 8601, in the format of e-mail, or in English words.

    The time zone is kept: the day in that zone is the day that the article calls "today".
    """
    value = re.sub(r"^(\d{4})/(\d\d)/(\d\d)\b", r"\1-\2-\3", value.strip())
    for parse in (datetime.datetime.fromisoformat, email.utils.parsedate_to_datetime):
        if parse is email.utils.parsedate_to_datetime and not _MAIL.match(value):
            break  # it would take 9:14 pm for the morning
        try:
            moment = parse(value)
        except (ValueError, OverflowError):
            continue
        if moment.year < 1700:
            return None  # what systems write for no date
        has_time = ":" in value or "T" in value
        return moment.replace(microsecond=0).isoformat() if has_time else moment.date().isoformat()
    header = dates.find_date_header(value)
    if header is None or header.date is None:
        return None
    clock = _CLOCK.search(value)
    return f"{header.date}T{_time(clock)}" if clock and len(header.date) == 10 else header.date


def _time(clock: re.Match[str]) -> str:
    """The time of day of a match, with its zone if that is known: "9:14 p.m. EST" -> "21:14:00-05:00"."""
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{clock['minute']}:00{_ZONES.get(clock['zone'] or '', '')}"
