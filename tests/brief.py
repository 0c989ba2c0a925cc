"""What becomes of a small model's reply: it is completed to a full one, which goes the way of every other."""

import json

from fake_server import completion

from summarizer import assist, prompts
from summarizer.sections import SECTIONS

REPLIES = {
    "BriefReply": {
        "headline": "Mayor Ann Lee resigned",
        "abstract": "Ann Lee resigned last year. Bob Ray followed her.",
    },
}
"""What a small model answers about the article of `scripted`: the other sections code knows whole."""


def resolved(name, reply, article, people=()):
    """What the section with this name makes of this reply to its brief question, and the issues of both steps."""
    help_ = assist.BRIEF_FORMS[name]
    asked = help_.shorter(article) or help_.reply
    full, issues = help_.complete(asked.model_validate(reply), article, list(people))
    made = SECTIONS[name].resolve(full, article, list(people))
    return made._replace(issues=[*issues, *made.issues])


def asked(server):
    """Let the model answer brief questions; gives what tells whether it was asked only such."""
    server.instead.update({name: completion(json.dumps(reply)) for name, reply in REPLIES.items()})

    def told(digest):
        wanted = {name: prompts.fingerprint(f"{name}.brief") for name in digest.run.prompts}
        names = {request["response_format"]["json_schema"]["name"] for request in server.requests}
        return digest.run.prompts == wanted and names <= set(REPLIES)

    return told
