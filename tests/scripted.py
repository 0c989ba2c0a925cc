"""A short article, and the replies of a model that has read it: written by hand, not recorded."""

import json

from fake_server import completion

TEXT = (
    "2024-05-10 Ann Lee (42), mayor of Springfield, resigned last year. "
    '"I was tired," Lee told the Herald. She may not return, a source said. Bob Ray followed her in 2023.'
)
REPLIES = {
    "SummaryReply": {
        "headline": "Mayor Ann Lee resigned",
        "abstract": "Ann Lee resigned last year. Bob Ray followed her.",
        "key_points": [
            {"sentence": 1, "text": "Ann Lee resigned last year."},
            {"sentence": 2, "text": "Dolphins invaded Paris overnight."},
        ],
    },
    "TimelineReply": {
        "events": [
            {"sentence": 4, "when": "in 2023", "what": "Bob Ray followed Ann Lee."},
            {"sentence": 3, "when": "last year", "what": "Ann Lee resigned."},
            {"sentence": 2, "when": "next spring", "what": "Nothing of the kind."},
        ]
    },
    "PeopleReply": {
        "people": [
            {"name": "Ann Lee", "kind": "person", "role": "mayor of Springfield"},
            {"name": "Bob Ray", "kind": "person", "role": ""},
            {"name": "Springfield", "kind": "place", "role": ""},
            {"name": "Carl Fox", "kind": "person", "role": "dentist"},
        ]
    },
    "ClaimsReply": {
        "claims": [
            {
                "sentence": 1,
                "speaker": "Lee",
                "statement": "I was tired",
            },
            {
                "sentence": 3,
                "speaker": "a source",
                "statement": "She may not return",
            },
        ]
    },
    "MendReply": {"texts": []},
}


def scripted(request, **other):
    """The scripted reply to a section's question, or the one given instead."""
    name = request["response_format"]["json_schema"]["name"]
    return other.get(name) or completion(json.dumps(REPLIES[name]), cached=50)
