"""Checks linked data against vocabularies that are published as RDF: Is every term defined, and for what it is used?"""

import json
import re
from collections import defaultdict
from pathlib import Path

from pyld import jsonld as processor

SCHEMA, OA, RDF = "http://schema.org/", "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS, XSD = "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2001/XMLSchema#"
KEYWORDS = {"@id", "@type", "@value"}
DATATYPES = {
    # What a range of schema.org admits, by the type of the literal; None is a plain string.
    None: {SCHEMA + "Text", XSD + "string"},
    SCHEMA + "Date": {SCHEMA + "Date", SCHEMA + "DateTime"},
    XSD + "nonNegativeInteger": {XSD + "nonNegativeInteger"},
}


class Vocabulary:
    """Classes and properties of the `.nt` files of a folder; contexts are its `.jsonld` files, and no others."""

    def __init__(self, folder: Path) -> None:
        self.about = defaultdict(lambda: defaultdict(set))
        for file in folder.glob("*.nt"):
            for line in file.read_text().splitlines():
                subject, predicate, value = re.fullmatch(r"<(.+)> <(.+)> <(.+)> \.", line).groups()
                self.about[subject][predicate].add(value)
        self._contexts = {
            "https://schema.org": folder / "schemaorg-context.jsonld",
            "http://www.w3.org/ns/anno.jsonld": folder / "anno.jsonld",
        }

    def _load(self, url, options):
        document = json.loads(self._contexts[url].read_text())
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}

    def kinds(self, types) -> set[str]:
        """The classes, and all that they are kinds of."""
        found, more = set(), set(types)
        while more:
            found |= more
            more = {kind for known in more for kind in self.about[known][RDFS + "subClassOf"]} - found
        return found

    def problems(self, nodes) -> list[str]:
        """What does not fit in an expanded document, in words."""
        types = {node["@id"]: node.get("@type", []) for node in _nodes(nodes) if "@id" in node and len(node) > 1}
        return [problem for node in _nodes(nodes) if "@value" not in node for problem in self._of_node(node, types)]

    def _of_node(self, node, types):
        own = node.get("@type", [])
        kinds = self.kinds(own)
        for kind in own:
            if RDFS + "Class" not in self.about[kind][RDF + "type"]:
                yield f"{_short(kind)} is not defined"
        for name in node.keys() - KEYWORDS - {RDF + "value"}:
            if RDF + "Property" not in self.about[name][RDF + "type"]:
                yield f"{_short(name)} is not defined"
                continue
            domain = self.about[name][SCHEMA + "domainIncludes"] | self.about[name][RDFS + "domain"]
            if domain and not domain & kinds:
                yield f"{_short(name)} is not for {', '.join(map(_short, own))}"
            fitting = self.about[name][SCHEMA + "rangeIncludes"] | self.about[name][RDFS + "range"]
            for value in node[name]:
                if fitting and not fitting & self._kinds_of(value, types):
                    yield f"{_short(name)} can't be {value}"

    def _kinds_of(self, value, types) -> set[str]:
        if "@value" in value:
            return DATATYPES.get(value.get("@type"), set())
        if "@type" in value:
            return self.kinds(value["@type"])
        name = value["@id"]
        url = {SCHEMA + "URL"} if name.startswith(("http:", "https:")) else set()
        return url | self.kinds(types.get(name) or self.about[name][RDF + "type"])

    def expanded(self, document):
        """The document with every term spelled out; it must name no context but those of the folder."""
        return processor.expand(document, {"documentLoader": self._load})


def leaves(document) -> int:
    """How many values a document holds: expansion drops those of terms that no context defines."""
    if isinstance(document, dict):
        if "@value" in document:
            return 1
        return sum(leaves(value) for name, value in document.items() if name != "@context")
    return sum(map(leaves, document)) if isinstance(document, list) else 1


def _nodes(value):
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)


def _short(iri: str) -> str:
    return re.split("[/#]", iri)[-1]
