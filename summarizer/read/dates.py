"""The publication date, in the forms that pages and people write it, as ISO 8601."""

import datetime
import email.utils

from summarizer import dates
from summarizer.errors import UsageError


def iso_date(value: str) -> str:
    """`value`, if it is an ISO 8601 date or date and time. Raises UsageError."""
    try:
        datetime.datetime.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value!r} is no date", "Give it as YYYY-MM-DD, with the time if you like") from error
    return value


def read_date(value: str) -> str | None:
    """The date, or date and time, that `value` spells: in ISO 8601, as in an e-mail, or in English words.

    The zone stays the one that is given: the day there is the day that the article means by "today".
    """
    value = value.strip()
    for parse in (datetime.datetime.fromisoformat, email.utils.parsedate_to_datetime):
        try:
            moment = parse(value)
        except (ValueError, OverflowError):
            continue
        if moment.year < 1700:
            return None  # what systems write for no date
        has_time = ":" in value or "T" in value
        return moment.replace(microsecond=0).isoformat() if has_time else moment.date().isoformat()
    header = dates.header(value)
    return header.date if header else None
