"""Names to persons: one Person for everybody, whatever the article or a language model calls them.

>>> from summarizer.article import Article
>>> article = Article(text="Natalie Portman (42) said no. Portman left. Natalie is the actress.")
>>> people, issues = group([Named("Portman"), Named("Natalie"), Named("the actress")], article)
>>> people[0].name, people[0].aliases, people[0].age
('Natalie Portman', ['Portman', 'Natalie'], 42)
>>> issues[0].problem
'not-a-person'
"""

from summarizer.people.candidates import candidates
from summarizer.people.group import Named, group, match

__all__ = ["Named", "candidates", "group", "match"]
