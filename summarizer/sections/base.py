"""What a section is made of."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, Field, create_model

from summarizer.article import Article, Span
from summarizer.digest import Flag, Issue, Person
from summarizer.evidence import going_on

Reply = TypeVar("Reply", bound=BaseModel)


class Doubt(NamedTuple):
    """A text of the reply that failed a check: the field `field` of `item`, which should say what `evidence` says.

    `replaced`: the article's own words stand in its place.
    """

    item: BaseModel
    field: str
    flags: list[Flag]
    evidence: list[Span]
    replaced: bool = False

    @property
    def text(self) -> str:
        """The text as the model wrote it."""
        return str(getattr(self.item, self.field))


class Resolved(NamedTuple):
    """What a section gives to the digest, what it had to leave out, and what failed a check."""

    value: Any
    issues: list[Issue]
    doubts: Sequence[Doubt] = ()


Hints = Mapping[str, Sequence[Any]]
"""Variables of a prompt: lists of what code alone can find. Each entry wants an item of the reply."""


def no_hints(article: Article) -> Hints:  # noqa: ARG001  # the signature of `Section.hints`
    """Nothing that code can find out beforehand."""
    return {}


def not_known(hint: Any, article: Article) -> Mapping[str, Any]:  # noqa: ARG001  # the signature of `Section.known`
    """No field that takes no model."""
    return {}


def not_brief(article: Article) -> None:
    """No field that the article fills in."""


@dataclass(frozen=True)
class Section:
    """One section of the digest.

    `name` is also the name of its prompt and of its field of the digest. `reply` is what the model fills in: it travels
    over the wire, so it stays small and within the subset of JSON Schema that strict structured outputs take.
    `resolve(reply, article, people)` turns it into what the digest holds; the texts that it doubts are asked again.
    `hints(article)` gives the prompt its variables. `known(hint, article)` are the fields of an item of the reply that
    a hint gives by itself, and `brief(article)` is `reply` without the fields that code or the article fills in: a
    local model, whose every word costs time and may be wrong, chooses only the others. `max_tokens` bounds its reply.
    """

    name: str
    reply: type[BaseModel]
    resolve: Callable[[Any, Article, Sequence[Person]], Resolved]
    hints: Callable[[Article], Hints] = no_hints
    known: Callable[[Any, Article], Mapping[str, Any]] = not_known
    brief: Callable[[Article], type[BaseModel] | None] = not_brief
    max_tokens: int = 1500


def names_of(people: Sequence[Person]) -> list[Collection[str]]:
    """What each person is called, for `checks.check_text`."""
    return [{person.name, *person.aliases} for person in people]


def words(text: str) -> set[str]:
    """The words of a text, whatever their case."""
    return set(re.findall(r"\w+", text.casefold()))


def sentence(article: Article, number: int) -> list[Span]:
    """The sentence with this number; empty where the model named one that does not exist."""
    return [article.sentences[number - 1]] if 0 < number <= len(article.sentences) else []


class Division(NamedTuple):
    """Hints: those that take a model, the fields that each of them gives, and the items that the others give whole.

    The latter by their places among all.
    """

    asked: Hints
    begun: list[Mapping[str, Any]]
    whole: dict[int, BaseModel]


def divided(section: Section, hints: Hints, article: Article) -> Division:
    """What to ask of a local model."""
    asked: dict[str, list[Any]] = {name: [] for name in hints}
    begun: list[Mapping[str, Any]] = []
    whole: dict[int, BaseModel] = {}
    item = _item(section.reply)
    for place, (name, hint) in enumerate((name, hint) for name, entries in hints.items() for hint in entries):
        fields = section.known(hint, article)
        if item and all(field in fields or not rest.is_required() for field, rest in item.model_fields.items()):
            whole[place] = item(**fields)
        else:
            asked[name].append(hint)
            begun.append(fields)
    return Division(asked, begun, whole)


def _lists(reply: type[BaseModel]) -> list[str]:
    return [name for name, field in reply.model_fields.items() if get_origin(field.annotation) is list]


def _item(reply: type[BaseModel]) -> type[BaseModel] | None:
    """What the list of the reply holds, where these are objects."""
    held = [get_args(reply.model_fields[name].annotation)[0] for name in _lists(reply)]
    return next((item for item in held if isinstance(item, type) and issubclass(item, BaseModel)), None)


def completed(reply: Reply, whole: Mapping[int, BaseModel]) -> Reply:
    """The reply with the items that the model was not asked for, each at its place."""
    lists = {name: [*getattr(reply, name)] for name in _lists(type(reply))} if whole else {}
    for items in lists.values():
        for place, item in sorted(whole.items()):
            items.insert(place, item)
    return reply.model_copy(update=lists)


def one_for_each(reply: type[Reply], begun: Sequence[Mapping[str, Any]]) -> type[Reply]:
    """`reply` whose list has an item for each of `begun`, in order and with these fields; as it is for none.

    A small model otherwise stops early, or never, or writes one item's text beside another's name. The bounds are for
    the one that writes and do not make a reply invalid.
    """
    if not begun:
        return reply
    bounds: dict[str, Any] = {"minItems": len(begun), "maxItems": len(begun)}
    if any(begun):
        given = [{field: {"const": value} for field, value in fields.items()} for fields in begun]
        bounds["prefixItems"] = [{"properties": properties} for properties in given]
    fields = {name: (reply.model_fields[name].annotation, Field(json_schema_extra=bounds)) for name in _lists(reply)}
    create: Any = create_model  # mypy can't tell that no field has the name of one of its settings
    bounded_reply: type[Reply] = create(reply.__name__, __base__=reply, **fields)
    return bounded_reply


def bounded(characters: int) -> Any:
    """A field that a local model stops writing after so many characters, so that it can't run on; others may."""
    return Field(json_schema_extra={"maxLength": characters})


def plain(text: str) -> str:
    """A text of a reply without the sentence number that a model may copy from the question: "[3] Friday"."""
    return re.sub(r"^\s*\[\d+\]\s*", "", text).strip()


def finished(text: str, limit: int, evidence: Sequence[Span]) -> str:
    """`text`, plain; one that breaks off ends with the clause of its evidence, or else is `uncut`.

    It breaks off where a limit of so many characters cut it, at "...", or before a quotation ("Ann Lee said,", "the
    mayor warning").
    """
    whole = uncut(text, limit)
    if whole.endswith((",", ":", "...", "…")) or _SAYING.search(whole):
        begun = whole.rstrip(".… ")
    elif is_cut(whole, text, limit):
        begun = plain(text).rpartition(" ")[0]  # the last word may be half of one
    else:
        return _closed(whole)
    rests = (rest for span in evidence if (rest := going_on(begun, span)) and len(rest) <= _LONGEST_REST)
    return _closed(next((f"{begun} {rest}" for rest in rests), _SAYING.sub("", whole)))


def is_cut(text: str, written: str, limit: int) -> bool:
    """Whether the model broke off at a limit of so many characters, and `text`, made of it, does not end either."""
    return len(plain(written)) >= limit - _LONG_WORD and not text.endswith(_ENDS)


def _closed(text: str) -> str:
    """`text` with the mark that closes its last quotation."""
    return f'{text}"' if re.search(r'(?:^|\s)"[^"]+$', text) else text


_SAYING = re.compile(
    r",[^,\"]*\s(?:say|claim|add|recommend|warn|not|argu|insist|announc|explain|stat|declar|call|describ|ask|urg)ing$"
)
_ENDS = (".", "!", "?", '"', "'", "”", "’", ")")
_LONG_WORD = 12  # characters; a model stops where the next word does not fit
_LONGEST_REST = 120  # characters


def uncut(text: str, limit: int) -> str:
    """`text`, plain; where a limit of so many characters cut it off, only up to the last whole clause, or else word.

    A model that runs into the limit may leave "23" of "238".
    """
    text = plain(text)
    if not limit - _NEAR <= len(text) <= limit or text.endswith(_ENDS):
        return text
    clauses = re.sub(r"[,;.!?](?=\s)[^,;.!?]*$", "", text)
    return (clauses if _MOST <= len(clauses) / len(text) < 1 else text.rpartition(" ")[0]).strip()


_NEAR = 5  # characters; a model stops at the last token that fits
_MOST = 0.6  # share of the text that its whole clauses must be to stand alone
