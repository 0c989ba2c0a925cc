"""The prompt templates: where they are, how they render, and the hash that tells one version from another.

`prompts/rules.md.j2` and `prompts/article.md.j2` are the prefix that all sections share, to the byte, so that a server
whose prompt cache holds it computes it once; one template a section asks the section's question after it.
"""

import functools
import hashlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
import jinja2.sandbox
from pydantic import BaseModel

from summarizer.article import Article, cached_per_article
from summarizer.errors import PromptError
from summarizer.invisible import remove_invisible_characters
from summarizer.language import name_of, primary_subtag

_IN_WHEEL, _IN_CHECKOUT = Path(__file__).parent / "_prompts", Path(__file__).parents[1] / "prompts"
_OWN = _IN_WHEEL if _IN_WHEEL.is_dir() else _IN_CHECKOUT


@dataclass(frozen=True)
class Question:
    """What a model is asked for a section: the prompt and its variables, the form of the reply and its most tokens.

    `is_brief` for one that a small model is asked. Then `known` has items of the reply, by their places, that code
    knows without asking, and the model need not be asked at all where these are all.
    """

    prompt: str
    variables: Mapping[str, Any]
    reply: type[BaseModel]
    max_tokens: int
    is_brief: bool = False
    known: Mapping[int, BaseModel] = field(default_factory=dict)
    is_needed: bool = True
    unshown: frozenset[int] = frozenset()
    """Numbers of sentences that are not shown, 0 for the title: a small model may take them for its orders."""


def folder() -> Path:
    """The folder of the templates: `SUMMARIZER_PROMPTS`, where set, else the package's own."""
    own = os.environ.get("SUMMARIZER_PROMPTS")
    return Path(own) if own else _OWN


@functools.lru_cache(maxsize=8)
def _environment(path: Path) -> jinja2.Environment:
    # Articles come in as variables, which Jinja does not render again; the sandbox is for templates of other people.
    return jinja2.sandbox.SandboxedEnvironment(
        loader=jinja2.FileSystemLoader(path, encoding="utf-8-sig"),  # some editors begin a file with its mark
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # what is rendered is a prompt, not a page
        finalize=escape_for_prompt,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def escape_for_prompt(value: object) -> object:
    """Escape a value for a template: one line, without invisible characters, and no control token of a chat model.

    So no article, name or reply can begin a line of the prompt, such as another question or another sentence number.
    A control token ("<|im_end|>", "[INST]", "</s>") gets a space, which makes it ordinary words.
    """
    if not isinstance(value, str):
        return value
    return _MARKER.sub(r"\g<0> ", re.sub(r"\s+", " ", remove_invisible_characters(value)))


# Each family of models has its own: <|eot_id|>, <｜User｜>, </s>, <seed:eos>, <0x0A>; [/INST], [IMG_END]; ]~b], [e~[.
# The wide forms are those that a tokenizer may fold to the narrow ones.
_NAMES = "INST|ARGS|IMG|AUDIO|THINK|PREFIX|SUFFIX|MIDDLE|[gs]?MASK|CLS|SEP|PAD|UNK|BOS|EOS"
_MARKER = re.compile(rf"[<＜﹤](?=[^\s\d]|0x)|[\[［](?=/?(?:\w{{1,40}}_\w{{1,40}}|{_NAMES})[\]］])|\](?=~)|\[(?=e~\[)")


def render(name: str, **variables: object) -> str:
    """The template `<name>.md.j2`, rendered. Raises PromptError where it is missing or does not render."""
    path = folder()
    try:
        return _environment(path).get_template(f"{name}.md.j2").render(**variables).strip()
    except jinja2.TemplateNotFound as error:
        raise _missing(f"{error.name}", path) from error
    except Exception as error:  # a template can divide by zero, or include itself
        why = f"{error}" if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
        raise PromptError(f"The prompt {path / name}.md.j2 does not render: {why}", "Fix the template") from error


def _missing(name: str, path: Path) -> PromptError:
    return PromptError(f"There is no prompt {name} in {path}", "Check SUMMARIZER_PROMPTS")


def fingerprint(name: str) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of what a section is asked with: rules, article and question.

    Raises PromptError where one of the templates is missing or can't be read.
    """
    paths = tuple(folder() / f"{part}.md.j2" for part in ("rules", "article", name))
    try:
        return _hash(paths, tuple(path.stat().st_mtime_ns for path in paths))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _missing(Path(error.filename).name, folder()) from error
    except OSError as error:
        raise PromptError(f"A prompt can't be read: {error}", "Check SUMMARIZER_PROMPTS") from error


@functools.lru_cache(maxsize=64)
def _hash(paths: tuple[Path, ...], _changed: tuple[int, ...]) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()[:12]


def messages(
    section: str, article: Article, *, unshown: frozenset[int] = frozenset(), **variables: object
) -> list[dict[str, str]]:
    """What the model is asked for one section: rules, article, and the section's question last.

    The sentences with the numbers `unshown` are left out, and the title if 0 is one of them.
    """
    rules, text = _prefix(article)(folder(), unshown)
    question = render(section, article=article, **variables)
    return [{"role": "system", "content": rules}, {"role": "user", "content": f"{text}\n\n{question}"}]


@cached_per_article
def _prefix(article: Article) -> Callable[[Path, frozenset[int]], tuple[str, str]]:
    """Rules and article as the templates of a folder render them: once, since all questions share them."""
    _ = article.sentences, article.tongue  # the copy has them, too
    language, variables = _language(article), {"article": article.model_copy()}

    @functools.cache
    def rendered(_: Path, unshown: frozenset[int]) -> tuple[str, str]:
        return render("rules", **language), render("article", unshown=unshown, **variables)

    return rendered


def _language(article: Article) -> dict[str, str]:
    """What the rules call the language to write in, as their variable `language`; without it they say "the article's".

    A small model answers in English unless it is told otherwise; what is English anyway needs no telling.
    """
    own = article.tongue  # not `article.language`, which is data like the text
    asked = article.digest_language if primary_subtag(article.digest_language) else None
    wanted = asked or (own if article.language else "und")
    return {} if wanted == "und" or article.digest_tongue == own == "en" else {"language": name_of(wanted)}
