"""Renders a digest as a page for a terminal of any width, with or without colours."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from summarizer.article import Span
from summarizer.dates.periods import is_coarser, parse_edtf
from summarizer.digest import Claim, Digest, Event, Flag, Person
from summarizer.render.sentences import evidence_sentences
from summarizer.render.sheet import Entry, Paragraph, Sheet
from summarizer.render.words import (
    FLAGS,
    article_line,
    cited_numbers,
    date_in_words,
    printable,
    problem_in_words,
    qualities_of,
    quoted_time_expression,
    run_line,
)

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

MEASURE = 100
"""Columns that a line takes at most: longer ones are hard to read."""

_NAME, _DATE = 22, 16  # columns for names and dates; longer ones break
_AT_A_GLANCE = 24  # items; of a longer list the heading says how many there are
_GAP = 2  # years, or months, without an event that are worth a word
_CERTAINTY = {"certain": "●", "probable": "◐", "possible": "○"}
_STYLES = {"denied": "red", "disputed": "magenta", "confirmed": "green"}
_ASCII = str.maketrans("●◐○┃│┊•⚑·–—“”‘’…⟦⟧─×", "*+o#|:-!---\"\"''.{}-x")  # for terminals that have no more


class Page:
    """A digest that rich can print. Text of the article can't style or control the terminal."""

    def __init__(self, digest: Digest, *, evidence: bool = False) -> None:
        self._digest, self._evidence = digest, evidence
        self._people = {person.id: person for person in digest.people}

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> Iterator["Text"]:
        for line in self._lines(Sheet(console, min(options.max_width, MEASURE))):
            if options.ascii_only:
                line.plain = line.plain.translate(_ASCII)
            # Only in a terminal narrower than an item needs is a line too long. Folded, nothing of it is cut off.
            line.no_wrap, line.overflow = line.cell_len <= options.max_width, "fold"
            yield line

    def _lines(self, sheet: Sheet) -> Iterator["Text"]:
        from rich.text import Text

        digest, summary = self._digest, self._digest.summary
        if summary:
            yield from sheet.lines(Entry([Paragraph(_text(summary.headline, "bold"))]))
        if article_line(digest):
            yield from sheet.lines(Entry([Paragraph(_text(article_line(digest), "dim"))]))
        if summary:
            yield Text()
            yield from sheet.lines(Entry([Paragraph(_text(summary.abstract)), *_flags(summary.flags)]))
        points = summary.key_points if summary else []
        parts: dict[str, tuple[Callable[[Sheet], Iterator[Text]], Sequence[object]]] = {
            "Key points": (self._key_points, points),
            "Timeline": (self._timeline, digest.timeline),
            "People": (self._person_list, digest.people),
            "Claims": (self._claims, digest.claims),
            "Missing, and why": (self._issues, digest.issues),
        }
        for name, (part, items) in parts.items():
            lines = list(part(sheet))
            title = f"{name}: {len(items):,}" if len(items) > _AT_A_GLANCE else name
            if lines:
                yield Text()
                yield Text.assemble((title, "bold"), " ", ("─" * (sheet.width - len(title) - 1), "dim"))
                yield from lines
        yield Text()
        yield from sheet.lines(Entry([Paragraph(_text(run_line(digest), "dim"))]))

    def _key_points(self, sheet: Sheet) -> Iterator["Text"]:
        for point in self._digest.summary.key_points if self._digest.summary else []:
            paragraphs = self._paragraphs(sheet, _text(point.text), point.evidence, point.flags)
            yield from sheet.lines(Entry(paragraphs, mark="•"))

    def _timeline(self, sheet: Sheet) -> Iterator["Text"]:
        """The events along a rail: a dot for a date, a ring for one that is not exact, a bar for a range."""
        events = self._digest.timeline
        column = min(_DATE, max((len(date_in_words(event.date)) for event in events), default=0))
        for number, event in enumerate(events):
            before = events[number - 1].date if number else None
            after = events[number + 1].date if number + 1 < len(events) else None
            pause = _gap_in_words(before, event.date)
            if pause:
                yield from sheet.lines(Entry([Paragraph(_text(pause, "dim"))], mark="┊", rail="┊", style="dim"), column)
            text = _text(event.what)
            if quoted_time_expression(event):
                text.append(f"  {printable(quoted_time_expression(event))}", "dim")
            is_range = "/" in (event.date or "")
            entry = Entry(
                self._paragraphs(sheet, text, event.evidence, event.flags, list(self._time_expression_spans(event))),
                lead="" if number and event.date == before else printable(date_in_words(event.date)),
                mark=_rail_mark(event.date),
                rail="┃" if is_range else "│" if event.date and after else " ",
                style="cyan",
            )
            yield from sheet.lines(entry, column)

    def _time_expression_spans(self, event: Event) -> Iterator[Span]:
        """The spans of the time expression in the evidence."""
        for span in event.evidence:
            start = span.text.find(event.when)
            if event.when and start >= 0:
                yield Span(start=span.start + start, end=span.start + start + len(event.when), text=event.when)

    def _person_list(self, sheet: Sheet) -> Iterator["Text"]:
        from rich.cells import cell_len
        from rich.text import Text

        people = self._digest.people
        column = min(_NAME, max((cell_len(person.name) for person in people), default=0))
        for person in people:
            first = person.mentions[:1]
            known = self._person_details(person)
            if not sheet.is_wide:
                known = Text.assemble((printable(person.name), "bold"), "  " if known else "", known)
            paragraphs = self._paragraphs(sheet, known, first, person.flags, person.mentions)
            entry = Entry(paragraphs, lead=printable(person.name)) if sheet.is_wide else Entry(paragraphs, mark="•")
            yield from sheet.lines(entry, column)

    def _person_details(self, person: Person) -> "Text":
        text = _text(person.role)
        aliases = [alias for alias in person.aliases if alias != person.name]
        notes = {
            "" if person.age is None else str(person.age): "",
            f"also {', '.join(aliases)}" if aliases else "": "dim",
            f"{len(person.mentions)}×" if len(person.mentions) > 1 else "": "dim",
        }
        for note, style in notes.items():
            if note:
                text.append((" · " if text else "") + printable(note), style)
        return text

    def _claims(self, sheet: Sheet) -> Iterator["Text"]:
        groups: dict[str, list[Claim]] = {}
        for claim in self._digest.claims:
            groups.setdefault(self._speaker(claim), []).append(claim)
        for speaker, claims in groups.items():
            person = self._people.get(claims[0].speaker.person or "")
            heading = _text(speaker, "bold")
            if person and person.role:
                heading.append(f"  {printable(person.role)}", "dim")
            yield from sheet.lines(Entry([Paragraph(heading)]))
            for claim in claims:
                text = _text(claim.statement)
                for quality in qualities_of(claim):
                    text.append(f" · {quality}", _STYLES.get(quality, "dim"))
                exact = [*([claim.quote] if claim.quote else []), *claim.cues]
                paragraphs = self._paragraphs(sheet, text, claim.evidence, claim.flags, exact)
                yield from sheet.lines(Entry(paragraphs, mark=f"  {_CERTAINTY[claim.certainty]}", rail="   "))

    def _speaker(self, claim: Claim) -> str:
        """The speaker of the claim, by the full name if the person is known."""
        speaker = claim.speaker
        person = self._people.get(speaker.person or "")
        name = "The article" if speaker.kind == "narrator" else person.name if person else speaker.name
        return f"{name}, through {speaker.via}" if speaker.via else name

    def _issues(self, sheet: Sheet) -> Iterator["Text"]:
        issues = self._digest.issues
        column = min(_NAME, max((len(issue.section) for issue in issues), default=0))
        for issue in issues:
            text = _text(problem_in_words(issue), "yellow")
            if issue.detail:
                text.append(f": {printable(issue.detail)}", "default")
            yield from sheet.lines(Entry([Paragraph(text)], lead=printable(issue.section)), column)

    def _paragraphs(
        self, sheet: Sheet, text: "Text", evidence: Sequence[Span], flags: Sequence[Flag], exact: Iterable[Span] = ()
    ) -> list[Paragraph]:
        """An item: its text with the numbers of its sentences, or the sentences themselves, and its flags in words."""
        from rich.text import Text

        shown = [Paragraph(text), *_flags(flags)]
        if not self._evidence:
            numbers = " ".join(f"[{number}]" for number in cited_numbers(self._digest, evidence))
            text.append(" " + numbers if text and numbers else numbers, "cyan")
            return shown
        for number, pieces in evidence_sentences(self._digest, evidence, [*evidence, *exact]):
            sentence = Text()
            for piece, is_exact in pieces:
                marks = ("⟦", "⟧") if is_exact and sheet.console.color_system is None else ("", "")
                sentence.append(printable(piece).join(marks), "underline" if is_exact else "dim")
            shown.append(Paragraph(sentence, f"[{number}] "))
        return shown


def page(digest: Digest, *, evidence: bool = False) -> Page:
    """The page, for rich to print. Numbers in brackets are sentences of the article; `evidence` shows them in full."""
    return Page(digest, evidence=evidence)


def _text(text: str, style: str = "") -> "Text":
    from rich.text import Text

    return Text(printable(text), style)  # never a str: rich would read markup in it


def _flags(flags: Sequence[Flag]) -> list[Paragraph]:
    return [Paragraph(_text(f"⚑ {FLAGS[flag]}", "yellow")) for flag in flags]


def _rail_mark(date: str | None) -> str:
    if date is None:
        return "·"
    return "┃" if "/" in date else "○" if any(mark in date for mark in "~?%X") else "●"


def _gap_in_words(before: str | None, after: str | None) -> str:
    """The gap between two dates in words: "6 years", "3 months"; "" if it is short or not known."""
    one, other = (parse_edtf(date) if date else None for date in (before, after))
    if one is None or other is None:
        return ""
    years = other.first.year - one.last.year
    if years >= _GAP:
        return f"{years} years"
    months = 12 * years + other.first.month - one.last.month
    exact = not is_coarser(one.unit, "month") and not is_coarser(other.unit, "month")
    return f"{months} months" if exact and months >= _GAP else ""
