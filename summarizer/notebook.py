"""How a notebook shows a digest: `digest` calls `page`, and `summarizer/__init__` sets it.

The page is made by `render`, which imports the types of `digest`. An import the other way would close a circle.
"""

from collections.abc import Callable
from typing import Any

page: Callable[[Any], str]
"""The HTML of a digest. Python runs `summarizer/__init__` before any module of the package, so it is always set."""
