"""Renders a digest in Markdown (CommonMark, with the footnotes of GitHub, Pandoc and Python-Markdown)."""

import re
from collections.abc import Sequence

from summarizer.digest import Digest, Flag
from summarizer.render.words import FLAGS, article_line, cited_numbers, printable, rows_by_section, run_line

# As entities where some dialects know no backslash.
_LITERALLY = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_{}[]#"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    | {character: f"&#{ord(character)};" for character in "|~^$"}
)


def markdown(digest: Digest, label: str = "") -> str:
    """The digest in Markdown; each footnote is a sentence of the article. Nothing of the article becomes markup.

    `label` begins the labels of the footnotes: digests in one document need one each.
    """
    summary = digest.summary
    lines = [f"# {_escape(summary.headline)}", ""] if summary else []
    lines += [f"*{_escape(article_line(digest))}*", ""] if article_line(digest) else []
    lines += [_escape(summary.abstract) + _flags(summary.flags), ""] if summary else []
    footnotes: set[int] = set()
    for title, rows in rows_by_section(digest).items():
        lines += [f"## {title}", ""]
        for row in rows:
            numbers = cited_numbers(digest, row.evidence)
            footnotes.update(numbers)
            lead = f"**{_escape(row.lead)}**{': ' if row.text else ''}" if row.lead else ""
            note = f" ({_escape(row.note)})" if row.note else ""
            notes = "".join(f"[^{label}{n}]" for n in numbers)
            lines.append(f"- {lead}{_escape(row.text)}{note}{notes}{_flags(row.flags)}")
        lines.append("")
    lines += [f"*{_escape(run_line(digest))}*", ""]
    lines += [f"[^{label}{n}]: {_escape(digest.article.sentences[n - 1].text)}" for n in sorted(footnotes)]
    return "\n".join(lines).rstrip() + "\n"


def _flags(flags: Sequence[Flag]) -> str:
    return "".join(f" ⚑ *{FLAGS[flag]}*" for flag in flags)


def _escape(text: str) -> str:
    """`text` in one line, with every character that Markdown or HTML could read as markup taken literally."""
    text = printable(" ".join(text.split())).translate(_LITERALLY)
    # A heading, a definition, or a box as MkDocs has them. Python-Markdown knows no backslash before these.
    text = re.sub(r"^(?:[=:]|([!?/])(?=\1\1))", lambda mark: f"&#{ord(mark[0])};", text)
    return re.sub(r"^(\d+)([.)])|^([-+])", r"\1\\\2\3", text)  # a list within the list
