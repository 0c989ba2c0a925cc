"""A short article, and the replies of a model that has read it: written by hand, not recorded.

Each reply but the one that mends has an item that the article does not carry.
"""

import json

from fake_server import completion

from summarizer import summarize

TEXT = (
    "2024-05-10 Ann Lee (42), mayor of Springfield, resigned last year. "
    '"I was tired," Lee told the Herald. She may not return, a source said. Bob Ray followed her in 2023.'
)
REPLIES = {
    "SummaryReply": {
        "headline": "Mayor Ann Lee resigned",
        "abstract": "Ann Lee resigned last year. Bob Ray followed her.",
        "key_points": [
            {"sentences": [1], "text": "Ann Lee resigned last year."},
            {"sentences": [], "text": "Dolphins invaded Paris overnight."},
        ],
    },
    "TimelineReply": {
        "events": [
            {"sentences": [4], "when": "in 2023", "date": "2023", "what": "Bob Ray followed Ann Lee."},
            {"sentences": [1], "when": "last year", "date": "2023", "what": "Ann Lee resigned."},
            {"sentences": [], "when": "next spring", "date": "2025-21", "what": "Dolphins will invade Paris."},
        ]
    },
    "PeopleReply": {
        "people": [
            {"name": "Ann Lee", "other_names": ["Lee"], "role": "mayor of Springfield"},
            {"name": "Bob Ray", "other_names": [], "role": ""},
            {"name": "Carl Fox", "other_names": ["Fox"], "role": "dentist"},
        ]
    },
    "ClaimsReply": {
        "claims": [
            {
                "sentences": [2],
                "speaker": "Ann Lee",
                "kind": "person",
                "via": "the Herald",
                "statement": "Ann Lee was tired.",
                "quote": "I was tired,",
                "certainty": "certain",
                "polarity": "positive",
                "status": "reported",
            },
            {
                "sentences": [3],
                "speaker": "a source",
                "kind": "unnamed",
                "via": "",
                "statement": "Ann Lee may not return.",
                "quote": "",
                "certainty": "possible",
                "polarity": "negative",
                "status": "reported",
            },
            {
                "sentences": [],
                "speaker": "Carl Fox",
                "kind": "person",
                "via": "",
                "statement": "Dolphins invaded Paris overnight.",
                "quote": "",
                "certainty": "certain",
                "polarity": "positive",
                "status": "disputed",
            },
        ]
    },
    "MendReply": {"texts": []},
}


def scripted(request, **other):
    """The scripted reply to a section's question, or the one given instead."""
    name = request["response_format"]["json_schema"]["name"]
    return other.get(name) or completion(json.dumps(REPLIES[name]), cached=50)


def people_in(text=TEXT, **settings):
    """The digest of a text that asks for people alone."""
    return summarize(text, **{"sections": ["people"], **settings})
