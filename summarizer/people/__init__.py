"""Person names: finds every mention of each listed person, and the person that a name denotes."""

from summarizer.people.matching import match_person, person_denoted_by, person_with_role
from summarizer.people.persons import ListedPerson, locate_people

__all__ = ["ListedPerson", "locate_people", "match_person", "person_denoted_by", "person_with_role"]
