"""Classification of the names in an English article as persons, by named entities, dependency trees and context.

spaCy's label is unreliable for names of one part and for names that occur once. So a name is a person's if it has a
title, an age or a role beside it, if it begins with a common first name, or if spaCy labels it PERSON at least as often
as anything else. Context that shows another kind of entity excludes a name: "the novel Angel Catbird", "Nick Rhodes of
Duran Duran". A name of one part must also be the subject of a verb.
"""

import re
from collections.abc import Sequence
from typing import Any

from summarizer.article import Article
from summarizer.assist.roles import role_at
from summarizer.assist.syntax import trees
from summarizer.people.ages import age_at, is_role_noun
from summarizer.people.names import Name
from summarizer.people.register import register_of
from summarizer.people.vocabulary import (
    ATTRIBUTES,
    DIRECTIONS,
    FIRST_NAMES,
    NO_FIRST_NAMES,
    NUMBERS,
    ORGANISATIONS,
    PLACES,
    ROLES_OF_FIRMS,
    SAYING,
    THINGS,
    TITLES_OF_THINGS,
)
from summarizer.people.words import HYPHENS, Word, gap_between

_OTHER_LABELS = frozenset({"ORG", "GPE", "LOC", "FAC", "WORK_OF_ART", "PRODUCT", "EVENT", "NORP", "LAW", "LANGUAGE"})
_CREDIT = re.compile(r"\b(?:photo(?:graph)?|image|picture|video|credit|source|file)s?: $", re.IGNORECASE)
_QUOTED = ('""', "“”", "‘’", "''", "«»")
_WINDOW = 20  # characters before a name that are searched
_PAIR = 2
_LONGEST = 3  # maximum units of a name that is accepted for its first name alone
_FEW = 2  # maximum occurrences with another label; a firm with its founder's name has more


class PersonClassifier:
    """Classifies the names of one article."""

    def __init__(self, article: Article) -> None:
        register = register_of(article)
        self._text, self._words = article.text, register.words
        self._last = {name.units[-1] for name in register.full_names}
        self._surnames = {name.units[-1] for name in register.full_names if name.units[0][0] in FIRST_NAMES}
        self._tokens: dict[int, Any] = {}
        """The token that begins at an offset into the article's text."""
        for sentence, doc in zip(article.sentences, trees(article), strict=True):
            self._tokens |= {sentence.start + token.idx: token for token in doc}

    def is_person(self, places: Sequence[Name]) -> bool:
        """Return whether a name, given by its occurrences in one form, is a person's."""
        name = places[0]
        if self._is_no_name(name):
            return False
        labels = [self._label(place) for place in places]
        persons = labels.count("PERSON")
        others = sum(label in _OTHER_LABELS for label in labels)
        alone = len(name.units) == 1
        personal = sum(self._is_personal(place) for place in places)
        if personal:
            return not alone or 2 * personal >= others or persons >= others
        if 2 * sum(self._is_something_else(place) for place in places) > len(places):
            return False
        if any(self._is_who(place) for place in places):
            return True
        if alone:
            known = name.keys[0] in FIRST_NAMES
            return persons > others and (known or any(self._acts(place) for place in places))
        given = name.units[0][0] in FIRST_NAMES or self._has_given_name(name)
        if given and others <= _FEW and (persons or len(name.units) <= _LONGEST):
            return True
        if any(self._is_listed(place) for place in places):
            return True
        if len(name.units) == _PAIR and name.units[0] in self._surnames:
            return False  # "Warhol Polaroid" beside Andy Warhol
        return 0 < persons >= others and self._words[name.end - 1].key not in DIRECTIONS

    def _is_no_name(self, name: Name) -> bool:
        """Return whether the words of the name exclude a person, regardless of context."""
        first, last = self._words[name.start], self._words[name.end - 1]
        alone = len(name.units) == 1
        acronym = last.upper and len(last.key) > 1 and not name.suffix and not (not alone and first.upper)
        office = is_role_noun(last.key) and (alone or any(key in ORGANISATIONS for key in name.keys))
        numbered = not alone and last.key in NUMBERS  # a film, a station: "Fast Five"
        letters = all(len(key) == 1 for key in name.keys)  # "U.S." and "I", but not "Elizabeth I"
        other = first.key in NO_FIRST_NAMES and not alone
        return acronym or office or numbered or letters or other or last.key in PLACES

    def _before(self, place: Name) -> Word | None:
        return self._words[place.start - 1] if place.start else None

    def _after(self, place: Name) -> tuple[str, Word | None]:
        """Return the text between the name and the next word, and that word (None at the end of the article)."""
        after = self._words[place.end] if place.end < len(self._words) else None
        return (self._text[self._words[place.end - 1].end : after.start], after) if after else ("", None)

    def _token(self, word: Word) -> Any:
        """Return the token that begins at the same offset as the word, or None if spaCy's tokens differ."""
        return self._tokens.get(word.start)

    def _entity(self, word: Word) -> str:
        token = self._token(word)
        return token.ent_type_ if token is not None else ""

    def _label(self, place: Name) -> str:
        """Return spaCy's label of the last word of the name. If that has none and there are two words, of the first."""
        last = self._entity(self._words[place.end - 1])
        return last or (self._entity(self._words[place.start]) if place.end - place.start == _PAIR else "")

    def _is_personal(self, place: Name) -> bool:
        """Return whether a title, an age or a role is beside the name and is not part of a longer name."""
        start, end = self._words[place.start].start, self._words[place.end - 1].end
        if age_at(self._text, start, end) is not None:
            return True
        if self._is_something_else(place) or re.match(r"\s\d", self._text[end : end + 2]):
            return False  # "Air France Flight 447"
        if place.titles and place.titles[-1] not in ATTRIBUTES:
            token = self._token(self._words[place.start])
            joint = place.titles[-1] in TITLES_OF_THINGS and token is not None and token.ent_iob_ == "I"
            return not (joint and token.ent_type_ in _OTHER_LABELS)
        before = self._before(place)
        if before and len(place.units) > 1 and gap_between(self._text, before, self._words[place.start]) == " ":
            plural = before.key.removesuffix("s")
            if plural != before.key and is_role_noun(plural) and not before.capital:
                return True  # "the athletes Ann Lee and Bo Diaz"
        role = role_at(self._text, self._words, place.start, place.end)
        return role is not None and ROLES_OF_FIRMS.isdisjoint(self._text[slice(*role)].lower().split())

    def _is_something_else(self, place: Name) -> bool:
        """Return whether the context shows that the name is not a person's."""
        text, start, end = self._text, self._words[place.start].start, self._words[place.end - 1].end
        if text[max(0, start - 1) : start] + text[end : end + 1] in _QUOTED:
            return True
        between, after = self._after(place)
        if after and between in ("'s ", "’s ") and after.capital and self._entity(after) == "PERSON":
            return True  # "Civic Party's Jeremy Tam"
        given = len(place.units) > 1 and place.units[0][0] in FIRST_NAMES
        if _CREDIT.search(text[max(0, start - _WINDOW) : start]) and not given:
            return True  # "Photo: Fox Searchlight": a credit names agencies as often as persons
        before = self._before(place)
        if before is None or text[before.end : start] != " ":
            return False
        determined = before.key in ("the", "a", "an") and not given  # "the Bat Cave", and "an Ann Lee exhibition"
        return determined or before.key in THINGS or (before.key == "of" and self._is_of_a_person(place))

    def _is_of_a_person(self, place: Name) -> bool:
        """Return whether a person's name precedes "of": "Nick Rhodes of Duran Duran" (a band, a firm or a place)."""
        if place.start < _PAIR:
            return False
        bearer, of = self._words[place.start - 2 : place.start]
        named = (bearer.capital and not bearer.first) or self._entity(bearer) == "PERSON"  # "Cheng Chung-tai"
        return named and self._text[bearer.end : of.start] == " "

    def _has_given_name(self, name: Name) -> bool:
        """Return whether the name ends with a Chinese or Korean given name: "Cheng Chung-tai"."""
        before, last = self._words[name.end - 2 : name.end]
        return gap_between(self._text, before, last) in HYPHENS and not last.capital

    def _is_listed(self, place: Name) -> bool:
        """Return whether the name is between two persons in a list."""
        token = self._token(self._words[place.end - 1])
        if token is None or token.dep_ != "conj" or token.head.ent_type_ != "PERSON":
            return False
        return any(child.dep_ == "conj" and child.ent_type_ == "PERSON" for child in token.children)

    def _is_who(self, place: Name) -> bool:
        """Return whether "who" or "whose" follows the name."""
        between, after = self._after(place)
        return between == ", " and after is not None and after.key in ("who", "whose")

    def _acts(self, place: Name) -> bool:
        """Return whether the name is the subject of a verb.

        If a full name ends with the same word, the verb must be a verb of saying: the name may be a firm's.
        """
        word = self._words[place.start]
        token = self._token(word)
        if token is None or (token.ent_type_, token.tag_, token.dep_) != ("PERSON", "NNP", "nsubj"):
            return False
        says: bool = token.head.lower_ in SAYING
        return says or (token.head.pos_ == "VERB" and (word.key,) not in self._last)
