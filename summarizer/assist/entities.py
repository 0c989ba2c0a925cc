"""Which names of an English article are persons': by spaCy's entities and tree, and by the words beside a name.

spaCy alone takes one name in six for the wrong thing, and most often where the name stands once. So a name needs that it
calls it a person as often as anything else, or that a title, an age or a role stands beside it, or that it begins with
a usual first name. And nothing may say what else it is: "the novel Angel Catbird", "Nick Rhodes of Duran Duran".
"""

import re
from collections.abc import Sequence
from typing import Any

from summarizer.article import Article
from summarizer.assist.first_names import FIRST_NAMES
from summarizer.assist.roles import role_at
from summarizer.assist.syntax import trees
from summarizer.people.ages import age_at, is_role
from summarizer.people.names import Name
from summarizer.people.register import register_of
from summarizer.people.vocabulary import ATTRIBUTES, NUMBERS, ORGANISATIONS, PLACES, SAYING, THINGS
from summarizer.people.words import HYPHENS, gap_between, joined

_DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "new", "united"}
)
_QUOTED = ('""', "“”", "‘’", "''", "«»")
_CREDIT = re.compile(r"\b(?:photo(?:graph)?|image|picture|video|credit|source|file)s?: $", re.IGNORECASE)
_WINDOW = 20  # characters before a name that are looked at
_OTHER_LABELS = frozenset({"ORG", "GPE", "LOC", "FAC", "WORK_OF_ART", "PRODUCT", "EVENT", "NORP", "LAW", "LANGUAGE"})
_HUMAN = frozenset(
    {
        "resign", "die", "marry", "retire", "smile", "laugh", "cry", "think", "hope", "feel", "want", "know",
        "remember", "forget", "apologise", "apologize", "arrest", "convict", "sentence", "jail", "imprison", "bear",
        "sing", "speak", "talk", "agree", "graduate", "wear", "divorce",
    }
)  # fmt: skip
"""Lemmas of verbs whose subject is a person."""


class Judge:
    """Judges the names of one article."""

    def __init__(self, article: Article) -> None:
        self._text, self._words = article.text, register_of(article).words
        self._tokens: dict[int, Any] = {}
        """The token that begins at an offset."""
        full = register_of(article).full
        self._surnames = {name.units[-1] for name in full if name.units[0][0] in FIRST_NAMES}
        for sentence, doc in zip(article.sentences, trees(article), strict=True):
            self._tokens |= {sentence.start + token.idx: token for token in doc}

    def is_person(self, places: Sequence[Name]) -> bool:
        """Whether a name, given by the places where it stands in this form, is a person's."""
        name = places[0]
        first, last = self._words[name.start], self._words[name.end - 1]
        alone = len(name.units) == 1
        acronym = last.upper and len(last.key) > 1 and not name.suffix and not (len(name.units) > 1 and first.upper)
        office = is_role(last.key) and (alone or any(key in ORGANISATIONS for key in name.keys))
        numbered = not alone and last.key in NUMBERS  # a film, a station: "Fast Five"
        letters = all(len(key) == 1 for key in name.keys)  # "U.S.", and "I", which is no Elizabeth I
        if acronym or office or numbered or letters or (alone and last.key in PLACES):
            return False
        labels = [self._label(place) for place in places]
        persons = labels.count("PERSON")
        others = sum(label in _OTHER_LABELS for label in labels)
        personal = sum(self._is_personal(place) for place in places)
        if personal:
            return not alone or 2 * personal >= others or persons >= others
        if 2 * sum(self._is_something_else(place) for place in places) > len(places):
            return False
        if alone:
            known = name.keys[0] in FIRST_NAMES
            return persons > others and (known or any(self._acts(place) for place in places))
        given = name.units[0][0] in FIRST_NAMES or self._has_given_name(name)
        if (given and others <= _FEW) or any(self._is_listed(place) for place in places):
            return True
        if len(name.units) == 2 and name.units[0] in self._surnames:
            return False  # "Warhol Polaroid" beside Andy Warhol
        return persons > 0 and persons >= others and first.key not in _DIRECTIONS and last.key not in PLACES

    def _token(self, place: Name, number: int) -> Any:
        """spaCy's token for a word of the name; None where it cut the text otherwise."""
        return self._tokens.get(self._words[place.start + number].start)

    def _inside(self, place: Name) -> list[Any]:
        found = (self._token(place, number) for number in range(place.end - place.start))
        return [token for token in found if token is not None]

    def _label(self, place: Name) -> str:
        """What spaCy calls the last word of the name, or else the first."""
        tokens = self._inside(place)
        return next((token.ent_type_ for token in (*tokens[-1:], *tokens[:1]) if token.ent_type_), "")

    def _is_personal(self, place: Name) -> bool:
        """Whether a title, an age or a role stands beside the name, and is no part of a longer name."""
        start, end = self._words[place.start].start, self._words[place.end - 1].end
        if re.match(r"\s\d", self._text[end:]):
            return False  # "Air France Flight 447"
        if age_at(self._text, start, end) is not None:
            return True
        if self._is_something_else(place):
            return False
        if place.titles and place.titles[-1] not in ATTRIBUTES:
            title, token = self._token(place, -1), self._token(place, 0)
            joint = title is not None and token is not None and title.ent_type_ == token.ent_type_
            return not (joint and token.ent_iob_ == "I" and token.ent_type_ in _OTHER_LABELS)  # "General Electric"
        before = self._words[place.start - 1] if place.start else None
        if before and len(place.units) > 1 and gap_between(self._text, before, self._words[place.start]) == " ":
            if before.key.endswith("s") and is_role(before.key[:-1]) and not before.capital:
                return True  # "the athletes Ann Lee and Bo Diaz"
        return role_at(self._text, self._words, place.start, place.end) is not None

    def _is_listed(self, place: Name) -> bool:
        """Whether the name stands between two persons in a list."""
        token = self._token(place, place.end - place.start - 1)
        if token is None or token.dep_ != "conj" or token.head.ent_type_ != "PERSON":
            return False
        return any(child.dep_ == "conj" and child.ent_type_ == "PERSON" for child in token.children)

    def _is_something_else(self, place: Name) -> bool:
        """Whether the words beside the name say that it is no person's."""
        text, words, start, end = self._text, self._words, place.start, place.end
        before = words[start - 1] if start else None
        if before and before.key in THINGS and text[before.end : words[start].start] == " ":
            return True  # "her graphic novel Angel Catbird"
        if text[max(0, words[start].start - 1) : words[start].start] + text[words[end - 1].end :][:1] in _QUOTED:
            return True
        if start > 1 and before and before.key == "of" and not words[start - 2].first:
            around = (text[words[start - 2].end : before.start], text[before.end : words[start].start])
            bearer = words[start - 2].capital or self._label_at(start - 2) == "PERSON"  # "Cheng Chung-tai"
            if around == (" ", " ") and bearer:
                return True  # "Nick Rhodes of Duran Duran", a band, a firm or a place
        given = len(place.units) > 1 and place.units[0][0] in FIRST_NAMES
        if before and before.key in ("the", "a", "an") and not given:
            return True  # "the Bat Cave", and not "an Ann Lee exhibition"
        if _CREDIT.search(text[max(0, words[start].start - _WINDOW) : words[start].start]) and not given:
            return True  # "Photo: Fox Searchlight": an agency as often as a person
        after = words[end] if end < len(words) else None
        owns = after is not None and text[words[end - 1].end : after.start] in ("'s ", "’s ")
        return owns and after is not None and after.capital and self._label_at(end) == "PERSON"

    def _label_at(self, number: int) -> str:
        token = self._tokens.get(self._words[number].start)
        return token.ent_type_ if token is not None else ""

    def _has_given_name(self, name: Name) -> bool:
        """Whether the name ends in a Chinese or Korean given name: "Cheng Chung-tai"."""
        before, last = self._words[name.end - 2 : name.end]
        return gap_between(self._text, before, last) in HYPHENS and not last.capital

    def _acts(self, place: Name) -> bool:
        """Whether the name is the subject of a verb that only persons are, or "who" stands after it."""
        after = self._words[place.end] if place.end < len(self._words) else None
        if after and after.key in ("who", "whose") and self._text[self._words[place.end - 1].end : after.start] == ", ":
            return True
        if after and after.key in SAYING and joined(self._text, self._words[place.end - 1], after):
            tokens = self._inside(place)
            return any(token.dep_ == "nsubj" and token.tag_ == "NNP" for token in tokens)
        return any(
            token.dep_ in ("nsubj", "nsubjpass") and (token.head.lemma_ in _HUMAN or token.head.lower_ in SAYING)
            for token in self._inside(place)
            if token.tag_ == "NNP"
        )


_FEW = 2  # places that spaCy takes for something else: a firm that has a founder's name has more
