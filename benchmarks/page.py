"""The page that shows what the benchmarks measured."""

from collections.abc import Mapping, Sequence
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs/faults.md"


def write(tables: Mapping[str, Sequence[str]]) -> None:
    """Put the lines of each table between the markers of its name; where there are no lines, the page stays."""
    text = PAGE.read_text(encoding="utf-8")
    for name, lines in tables.items():
        text = _written(text, name, lines) if lines else text
    PAGE.write_text(text, encoding="utf-8")


def with_rows(name: str, lines: Sequence[str], keys: int = 1) -> list[str]:
    """The page's table of this name with these rows. Each takes the place of the row with its first cells, or is last.

    `keys` is how many cells tell a row from the others.
    """
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    before = rest.partition(f"<!-- /{name} -->")[0].splitlines()
    return list({tuple(map(str.strip, line.split("|")[1 : keys + 1])): line for line in (*before, *lines)}.values())


def _written(text: str, name: str, lines: Sequence[str]) -> str:
    """A page with these lines between the markers of this name."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    head, _, rest = text.partition(begin)
    return "\n".join([f"{head}{begin}", *lines, end + rest.partition(end)[2]])
