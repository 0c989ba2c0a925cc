"""The brief form of a section: hints in the prompt, a short reply schema, and completion of the reply by rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, Field, create_model

from summarizer.article import Article
from summarizer.digest import Issue, Person

Reply = TypeVar("Reply", bound=BaseModel)

Hints = Mapping[str, Sequence[Any]]
"""Prompt variables: lists of what rules found in the article. Each entry corresponds to an item of the reply."""


class CompletedReply(NamedTuple):
    """A reply to the full question, built from a reply to the brief one, and an issue for each dropped item."""

    reply: BaseModel
    issues: list[Issue]


def is_worded_by_code(article: Article) -> bool:
    """Return whether rules extract the digest's texts from the article's sentences.

    This requires an English article and an English digest. Otherwise the model writes the texts.
    """
    return article.tongue == article.digest_tongue == "en"


def no_hints(article: Article) -> Hints:  # noqa: ARG001  # as `BriefForm.hints`
    """Return no hints."""
    return {}


def no_known_fields(hint: Any, article: Article) -> Mapping[str, Any]:  # noqa: ARG001  # as `BriefForm.known`
    """Return no fields: the model fills in all of them."""
    return {}


def no_shorter_reply(article: Article) -> None:
    """Return None: the model fills in all fields of the reply."""


@dataclass(frozen=True)
class BriefForm:
    """The brief form of a section's question. Its prompt is `<section>.brief`.

    `reply` is the schema of the small model's reply.
    `complete(reply, article, people)` builds the section's full reply from it.
    `hints(article)` returns the prompt variables.
    `known(hint, article)` returns the fields of a reply item that follow from a hint without a model.
    `shorter(article)` returns `reply` without the fields that rules or the article fill in, or None if there are none.
    Each generated word costs time and may be wrong, so the model fills in only the remaining fields.
    `max_tokens` limits the length of the reply.
    """

    reply: type[BaseModel]
    complete: Callable[[Any, Article, Sequence[Person]], CompletedReply]
    hints: Callable[[Article], Hints] = no_hints
    known: Callable[[Any, Article], Mapping[str, Any]] = no_known_fields
    shorter: Callable[[Article], type[BaseModel] | None] = no_shorter_reply
    max_tokens: int = 1500


class HintsByNeed(NamedTuple):
    """Hints divided by whether a model is needed.

    `asked` are the hints that need a model. `begun` are the known fields of each of these.
    `whole` are the items that need no model, by their position (from 0) among all hints.
    """

    asked: Hints
    begun: list[Mapping[str, Any]]
    whole: dict[int, BaseModel]


def split_hints(section: BriefForm, hints: Hints, article: Article) -> HintsByNeed:
    """Divide the hints into those that a local model must answer and those whose items are already complete."""
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
    """Return the item type of the reply's list, or None if the items are not models."""
    held = [get_args(reply.model_fields[name].annotation)[0] for name in _lists(reply)]
    return next((item for item in held if isinstance(item, type) and issubclass(item, BaseModel)), None)


def with_known_items(reply: Reply, whole: Mapping[int, BaseModel]) -> Reply:
    """Return the reply with the items of `whole` inserted at their positions."""
    lists = {name: [*getattr(reply, name)] for name in _lists(type(reply))} if whole else {}
    for items in lists.values():
        for place, item in sorted(whole.items()):
            items.insert(place, item)
    return reply.model_copy(update=lists)


def one_item_for_each(reply: type[Reply], begun: Sequence[Mapping[str, Any]]) -> type[Reply]:
    """Return a subclass of `reply` whose list has one item for each entry of `begun`, in order and with its fields.

    If `begun` is empty, `reply` is returned unchanged. Without these bounds a small model stops early, does not stop,
    or assigns one item's text to another item's name. The bounds constrain generation only, not validation.
    """
    if not begun:
        return reply
    bounds: dict[str, Any] = {"minItems": len(begun), "maxItems": len(begun)}
    if any(begun):
        given = [{field: {"const": value} for field, value in fields.items()} for fields in begun]
        bounds["prefixItems"] = [{"properties": properties} for properties in given]
    fields = {name: (reply.model_fields[name].annotation, Field(json_schema_extra=bounds)) for name in _lists(reply)}
    create: Any = create_model  # mypy can't exclude that a field has the name of a parameter
    bounded_reply: type[Reply] = create(reply.__name__, __base__=reply, **fields)
    return bounded_reply
