"""Lays out lines of a terminal page: a lead column on the left, and wrapped text beside it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

LEAST = 10
"""Columns for text, in the narrowest terminal."""

_TWO_COLUMNS = 60  # columns from which leads stand beside what is said of them, not above


class Paragraph(NamedTuple):
    """A text with a hanging indent: further lines are aligned with `text`, which follows `before`."""

    text: "Text"
    before: str = ""


class Entry(NamedTuple):
    """An item of the page: its paragraphs, its lead, and a mark on the left that a rail continues."""

    paragraphs: list[Paragraph]
    lead: str = ""
    mark: str = ""
    rail: str = " "
    style: str = ""


class Sheet(NamedTuple):
    """The area for lines: the console that measures them, and the columns available."""

    console: "Console"
    width: int

    @property
    def is_wide(self) -> bool:
        """Whether leads have a column of their own."""
        return self.width >= _TWO_COLUMNS

    def wrapped(self, text: "Text", width: int) -> list["Text"]:
        """The lines of a text, in cells: wide characters take two."""
        return list(text.wrap(self.console, max(width, LEAST), overflow="fold"))

    def lines(self, entry: Entry, column: int = 0) -> Iterator["Text"]:
        """The lines of an entry, its lead in a column of that many cells; in a narrow terminal, in a line above.

        Where the entry has a mark, its lead is aligned with it.
        """
        from rich.cells import cell_len
        from rich.text import Text

        lead = Text(entry.lead, "bold")
        leads = self.wrapped(lead, column) if column and self.is_wide and entry.lead else []
        column = column if self.is_wide else 0
        gap = " " if entry.mark else ""
        left = column + (2 if column else 0) + cell_len(entry.mark) + len(gap)
        texts: list[Text] = []
        for text, before in [*([Paragraph(lead)] if entry.lead and not leads else []), *entry.paragraphs]:
            room = self.width - left - cell_len(before)
            for number, line in enumerate(self.wrapped(text, room)):
                texts.append(Text.assemble((before if number == 0 else " " * cell_len(before), "cyan"), line))
        for number in range(max(len(leads), len(texts))):
            shown = leads[number] if number < len(leads) else Text()
            blank = column - shown.cell_len
            if entry.mark:
                shown.pad_left(blank)
            else:
                shown.pad_right(blank)
            if column:
                shown.append("  ")
            shown.append((entry.mark if number == 0 else entry.rail) + gap if entry.mark else "", entry.style)
            if number < len(texts):
                shown.append_text(texts[number])
            shown.rstrip()
            yield shown
