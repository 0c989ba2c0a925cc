"""Who is who: from names to persons with every mention, and from a name to the person that it denotes."""

from summarizer.people.matching import denoted, match, with_role
from summarizer.people.persons import Listed, located

__all__ = ["Listed", "denoted", "located", "match", "with_role"]
