"""The table of the command's flags in `docs/command-line.md`, made from the flags themselves.

    python -m docs.flags

A test holds that the page has what this writes.
"""

import inspect
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.models import OptionInfo

from summarizer import cli

PAGE = Path(__file__).parent / "command-line.md"
BEGIN, END = "<!-- flags: begin -->", "<!-- flags: end -->"
VALUES = {str: "TEXT", int: "N", float: "N", Path: "FILE"}
"""What stands for a value of this type, where the flag itself does not say."""
_CODE = re.compile(r"\$[A-Z_]+|local/FILE\.gguf|provider/model")
"""Words of a flag's help that are no English: "$SUMMARIZER_MODEL"."""


def table() -> str:
    """The table in Markdown: one row a flag, in the order of `summarizer --help`."""
    rows = ["| flag | value | what it does |", "| --- | --- | --- |"]
    for value_type, option in _options():
        # Within Annotated, typer has the first name in the place of the default.
        names = ", ".join(f"`{name}`" for name in (option.default, *(option.param_decls or ())))
        value = "" if value_type is bool else f"`{option.metavar or VALUES[value_type]}`".replace("|", r"\|")
        rows.append(f"| {names} | {value} | {_CODE.sub(lambda found: f'`{found[0]}`', option.help or '')} |")
    return "\n".join(rows)


def written(text: str) -> str:
    """The page with the table between the markers."""
    head, _, rest = text.partition(BEGIN)
    return f"{head}{BEGIN}\n\n{table()}\n\n{END}{rest.partition(END)[2]}"


def _options() -> Iterator[tuple[Any, OptionInfo]]:
    """Each flag with the type of its value: `list[str] | None` takes a str."""
    for parameter in inspect.signature(cli.summarizer, eval_str=True).parameters.values():
        annotation, about = typing.get_args(parameter.annotation)
        if isinstance(about, OptionInfo):
            while parts := typing.get_args(annotation):
                annotation = parts[0]
            yield annotation, about


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
