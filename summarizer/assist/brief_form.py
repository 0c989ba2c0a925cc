"""How a small model is helped with a section: what it is shown and asked, and what code makes of its reply."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, Field, create_model

from summarizer.article import Article
from summarizer.digest import Issue, Person

Reply = TypeVar("Reply", bound=BaseModel)

Hints = Mapping[str, Sequence[Any]]
"""Variables of a prompt: lists of what code alone can find. Each entry wants an item of the reply."""


class CompletedReply(NamedTuple):
    """A reply to the full question, made of one to the brief question, and what had to be left out."""

    reply: BaseModel
    issues: list[Issue]


def is_worded_by_code(article: Article) -> bool:
    """Whether code cuts the texts of the digest out of the article's sentences; in other languages the model writes."""
    return article.tongue == article.digest_tongue == "en"


def no_hints(article: Article) -> Hints:  # noqa: ARG001  # the signature of `BriefForm.hints`
    """Nothing that code can find out beforehand."""
    return {}


def no_known_fields(hint: Any, article: Article) -> Mapping[str, Any]:  # noqa: ARG001  # the signature of `BriefForm.known`
    """No field that takes no model."""
    return {}


def no_shorter_reply(article: Article) -> None:
    """No field that the article fills in."""


@dataclass(frozen=True)
class BriefForm:
    """The brief form of a section's question, whose prompt is `<section>.brief`.

    `reply` is what the small model fills in, and `complete(reply, article, people)` makes the section's full reply of
    it. `hints(article)` gives the prompt its variables. `known(hint, article)` are the fields of an item of the reply
    that a hint gives by itself, and `shorter(article)` is `reply` without the fields that code or the article fills in:
    a small model, whose every word costs time and may be wrong, chooses only the others. `max_tokens` bounds its reply.
    """

    reply: type[BaseModel]
    complete: Callable[[Any, Article, Sequence[Person]], CompletedReply]
    hints: Callable[[Article], Hints] = no_hints
    known: Callable[[Any, Article], Mapping[str, Any]] = no_known_fields
    shorter: Callable[[Article], type[BaseModel] | None] = no_shorter_reply
    max_tokens: int = 1500


class HintsByNeed(NamedTuple):
    """Hints: those that take a model, the fields that each of them gives, and the items that the others give whole.

    The latter by their places among all.
    """

    asked: Hints
    begun: list[Mapping[str, Any]]
    whole: dict[int, BaseModel]


def split_hints(section: BriefForm, hints: Hints, article: Article) -> HintsByNeed:
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
    return HintsByNeed(asked, begun, whole)


def _lists(reply: type[BaseModel]) -> list[str]:
    return [name for name, field in reply.model_fields.items() if get_origin(field.annotation) is list]


def _item(reply: type[BaseModel]) -> type[BaseModel] | None:
    """What the list of the reply holds, where these are objects."""
    held = [get_args(reply.model_fields[name].annotation)[0] for name in _lists(reply)]
    return next((item for item in held if isinstance(item, type) and issubclass(item, BaseModel)), None)


def with_known_items(reply: Reply, whole: Mapping[int, BaseModel]) -> Reply:
    """The reply with the items that the model was not asked for, each at its place."""
    lists = {name: [*getattr(reply, name)] for name in _lists(type(reply))} if whole else {}
    for items in lists.values():
        for place, item in sorted(whole.items()):
            items.insert(place, item)
    return reply.model_copy(update=lists)


def one_item_for_each(reply: type[Reply], begun: Sequence[Mapping[str, Any]]) -> type[Reply]:
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
