"""Time expressions: finds them in a text and computes the date that each denotes. Rules only, no model."""

from summarizer.dates.agreement import endpoints
from summarizer.dates.finding import TimeExpression, find_time_expressions
from summarizer.dates.heading import find_date_header, find_date_lines
from summarizer.dates.periods import parse_edtf, sort_key
from summarizer.dates.reconciliation import ReconciledDate, reconcile
from summarizer.dates.resolution import Resolution, resolve

__all__ = [
    "ReconciledDate",
    "Resolution",
    "TimeExpression",
    "endpoints",
    "find_date_header",
    "find_date_lines",
    "find_time_expressions",
    "parse_edtf",
    "reconcile",
    "resolve",
    "sort_key",
]
