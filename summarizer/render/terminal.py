"""A digest as a page for the terminal."""

from typing import TYPE_CHECKING

from summarizer.digest import Digest
from summarizer.render.words import about, cited, contents, made_by, printable

if TYPE_CHECKING:
    from rich.console import Group


def page(digest: Digest) -> "Group":
    """The page for a terminal, as a rich renderable. Numbers in brackets are sentences of the article."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    def styled(text: str, style: str = "") -> Text:
        return Text(printable(text), style)  # never a str: rich would read markup in it

    lines: list[Text | Table] = []
    if digest.summary:
        lines.append(styled(digest.summary.headline, "bold cyan"))
    lines.append(styled(about(digest), "dim"))
    if digest.summary:
        lines += [
            Text(),
            styled(digest.summary.abstract),
            *(styled(f"⚑ {flag}", "yellow") for flag in digest.summary.flags),
        ]
    for title, rows in contents(digest).items():
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(max_width=26)
        table.add_column(ratio=1)
        above = None
        for row in rows:
            text = styled(row.text)
            if row.note:
                text.append(f"  {printable(row.note)}", "dim")
            text.append("".join(f" [{n}]" for n in cited(digest, row.evidence)), "cyan")
            text.append("".join(f" ⚑ {flag}" for flag in row.flags), "yellow")
            table.add_row(styled("" if row.lead == above else row.lead, "bold") if row.lead else Text("•"), text)
            above = row.lead
        lines += [Text(), Text(title, "bold underline"), table]
    return Group(*lines, Text(), styled(made_by(digest), "dim"))
