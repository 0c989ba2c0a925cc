"""The project itself, as it asks its own local model, but at the server that all systems share."""

from benchmarks.quality.systems import Record
from summarizer import summarize
from summarizer.article import Article
from summarizer.assist import local
from summarizer.client import Endpoint


def digest(article: Article, server: Endpoint) -> Record:
    """The project's digest."""

    def shared(model: str) -> Endpoint:  # noqa: ARG001  # there is only one
        return server

    local.endpoint = shared  # this process is the article's own: nothing else sees the change
    return summarize(article, model="local", cache=False).model_dump(mode="json")
