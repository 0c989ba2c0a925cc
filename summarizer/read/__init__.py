"""Reads articles from text, Markdown, HTML and PDF files, URLs, standard input and `.jsonl` files.

>>> read("It rained on 3 May.", published="2024-05-04").published
'2024-05-04'
"""

from summarizer.read.dates import iso_date
from summarizer.read.folders import expand, is_jsonl, is_several
from summarizer.read.jsonl import count_lines
from summarizer.read.sources import Source, read, read_source

__all__ = ["Source", "count_lines", "expand", "is_jsonl", "is_several", "iso_date", "read", "read_source"]
