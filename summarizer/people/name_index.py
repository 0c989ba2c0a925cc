"""Finds the names that may be compatible with a name, or a misspelling of it, without a comparison with every name."""

from summarizer.people.names import Name


class NameIndex:
    """Names, by their words and initials.

    Two names that go together share a word, or one has an initial of the other (`are_compatible`, `differ_by_typo`).
    """

    def __init__(self) -> None:
        self.names: list[Name] = []
        self._by_word: dict[str, list[int]] = {}
        self._by_initial: dict[str, list[int]] = {}
        """The names with this letter in the place of a unit."""
        self._by_letter: dict[str, list[int]] = {}
        """The names with a unit that begins with this letter."""

    def add(self, name: Name) -> None:
        """Add a name."""
        number = len(self.names)
        self.names.append(name)
        for word in set(name.keys):
            self._by_word.setdefault(word, []).append(number)
        for first in {unit[0] for unit in name.units}:
            self._by_letter.setdefault(first[0], []).append(number)
            if len(first) == 1:
                self._by_initial.setdefault(first, []).append(number)

    def near(self, *wanted: Name) -> list[Name]:
        """The names that share a word or an initial with one of these, in the order in which they were added."""
        numbers: set[int] = set()
        for name in wanted:
            for word in name.keys:
                numbers.update(self._by_word.get(word, ()))
            for first in (unit[0] for unit in name.units):
                numbers.update(self._by_initial.get(first[0], ()))
                if len(first) == 1:
                    numbers.update(self._by_letter.get(first, ()))
        return [self.names[number] for number in sorted(numbers)]
