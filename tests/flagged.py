"""The flags of a text: what the tests of the checks compare."""

from summarizer.article import Article
from summarizer.checks import check_text
from summarizer.digest import Flag

NAMES = [("Natalie Portman", "Portman", "Natalie"), ("Benjamin Millepied", "Millepied")]


def flags(text: str, *sentences: str, published: str | None = None) -> list[Flag]:
    """The flags of a text for which the whole article is evidence: these sentences."""
    article = Article(text=" ".join(sentences), published=published)
    return check_text(text, article.sentences, article, names=NAMES)
