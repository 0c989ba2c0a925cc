"""Claims of a small model: what it is shown, and what is made of its reply."""

import brief
import pytest

from summarizer import Article, Person, Span
from summarizer.assist.claims import hints

TEXT = (
    'Ann Lee left office. "I was tired of it all," Lee told the Herald. He said the following: '
    '"We are glad," said Bob Ray. The mayor of Springfield denied every rumor about money.'
)
ARTICLE = Article(text=TEXT)
IN_GERMAN = ARTICLE.with_digest_language("de")  # so the model writes the statements
LEE = Person(id="p1", name="Ann Lee", aliases=["Lee"], mentions=[Span.cut(TEXT, 0, 7), Span.cut(TEXT, 46, 49)])


GERMAN = Article(
    text=(
        "Ann Lee ist am Freitag zurückgetreten. „Ich hatte das alles so satt“, sagte Lee dem Herald. "
        "Es regnete den ganzen Tag. Der Bürgermeister von Springfield bestritt jedes Gerücht über das Geld."
    )
)


def resolved(statement, *, speaker="Lee", number=2, article=ARTICLE):
    """What is made of a reply with this one claim."""
    item = {"sentence": number, "speaker": speaker, "statement": statement}
    return brief.resolved("claims", {"claims": [item]}, article, [LEE])


def only(statement, **item):
    """The one claim that is made of this reply."""
    [claim] = resolved(statement, **item).value
    return claim


def test_the_model_is_shown_who_seems_to_speak_and_what_is_said():
    assert hints(ARTICLE)["sentences"] == [
        (2, "Lee", "I was tired of it all,"),
        (3, "Bob Ray", 'He said the following: "We are glad," said Bob Ray.'),  # whoever "he" is
        (4, "", "The mayor of Springfield denied every rumor about money."),
    ]


def shown(text):
    return [number for number, _, _ in hints(Article(text=text))["sentences"]]


def test_names_and_single_expressions_in_quotation_marks_are_no_claims():
    assert shown('The "Super Council" met. They saw "The Merchant of Venice" at night.') == []
    assert shown('The council met. It was "a long and quite useless evening".') == [2]


def test_a_quotation_that_goes_on_belongs_to_the_claim_before():
    text = '"I am glad about all of this," said Lee. "It took us many years."\n\n"We disagree with that," said Ray.'
    assert shown(text) == [1, 3]
    claim = only("I am glad about all of this", number=1, article=Article(text=text))
    assert [span.text for span in claim.evidence] == [
        '"I am glad about all of this," said Lee.',
        '"It took us many years."',
    ]


def test_a_word_of_doubt_alone_shows_no_speaker_but_a_report_does():
    assert shown("It may rain. It could snow. It will reportedly hail.") == [3]


def test_a_claim_that_the_model_says_is_none_is_left_out():
    found = resolved("", article=IN_GERMAN)
    assert (found.value, found.issues) == ([], [])


@pytest.mark.parametrize(
    "statement",
    ["… sagte Lee dem Herald.", "Der Bürgermeister von Springfield", "Ich hatte 12 von allem satt"],
)
def test_a_statement_that_repeats_the_frame_drifts_or_is_wrong_gives_way_to_the_quotation(statement):
    claim = only(statement, article=GERMAN)
    assert (claim.statement, claim.quote.text) == ("Ich hatte das alles so satt", "Ich hatte das alles so satt")


def test_a_statement_that_tells_what_was_said_stays():
    assert only("Lee hatte das alles satt", article=GERMAN).statement == "Lee hatte das alles satt"


@pytest.mark.parametrize("statement", ["", "… Lee told the Herald.", "Lee was tired of it all", "Dolphins came."])
def test_an_english_statement_is_cut_out_of_its_sentence_whatever_is_replied(statement):
    claim = only(statement)
    assert (claim.statement, claim.quote.text) == ("I was tired of it all.", "I was tired of it all,")


def test_the_outlet_between_is_found_and_is_never_the_speaker_itself():
    assert only("Lee was tired of it all").speaker.via == "the Herald"
    told = Article(text="She was tired of it all, she told the Herald.")
    item = {"sentence": 1, "speaker": "the Herald", "statement": "She was tired of it all"}
    [claim] = brief.resolved("claims", {"claims": [item]}, told, []).value
    assert claim.speaker.via is None


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Bob Ray left. Last month, Ann Lee held a talk at which she said that it was over.", "p2"),
        ("Bob Ray left. In a letter to Ann Lee he said that it was over.", "p1"),
    ],
)
def test_a_pronoun_means_the_person_with_whom_its_sentence_begins(text, person):
    places = [Span.cut(text, text.index(name), text.index(name) + 7) for name in ("Bob Ray", "Ann Lee")]
    people = [Person(id=f"p{n}", name=place.text, mentions=[place]) for n, place in enumerate(places, 1)]
    item = {"sentence": 2, "speaker": "", "statement": "it was over"}
    [claim] = brief.resolved("claims", {"claims": [item]}, Article(text=text), people).value
    assert claim.speaker.person == person


@pytest.mark.parametrize(
    ("speaker", "flags"),
    [
        ("Lee", []),
        ("Ann Lee", []),
        ("", []),
        ("Bob Ray", []),
        ("the Herald", []),
    ],
)
def test_where_the_grammar_names_a_speaker_that_one_speaks(speaker, flags):
    claim = only("Lee was tired of it all", speaker=speaker)
    assert (claim.speaker.person, claim.flags) == ("p1", flags)


AFTER = "She was tired, she said. Many years went by. It rained. Bob Ray followed."


def test_he_is_no_thing_that_spoke_before():
    text = "Ann Lee left it. The response that she gave said that it was over. She, however, said that it was not."
    article = Article(text=text)
    lee = LEE.model_copy(update={"mentions": [Span.cut(text, 0, 7)]})
    item = {"sentence": 3, "speaker": "She", "statement": "it was not over"}
    [claim] = brief.resolved("claims", {"claims": [item]}, article, [lee]).value
    assert claim.speaker.person == "p1"


@pytest.mark.parametrize(
    ("said_by", "person"),
    [
        ("The mayor", "p1"),
        ("City planning and housing mayor Ann Lee", "p1"),
        ("The chief", "p2"),
        ("The minister", None),  # there are two
        ("The coach", None),  # was one
        ("The president", None),  # there is only a vice president
        ("The French mayor", None),
        ("A friend of Ann Lee", None),
    ],
)
def test_a_role_means_the_one_person_who_has_it(said_by, person):
    text = f"{said_by} said that taxes will rise."
    roles = {"Ann Lee": "mayor", "Bob Ray": "Police Chief", "Cy Orr": "Home Minister", "Di Ode": "Foreign Minister"}
    people = [
        Person(id=f"p{n}", name=name, role=role, mentions=[Span.cut(text, 0, 1)])
        for n, (name, role) in enumerate([*roles.items(), ("Ed Poe", "former coach"), ("Flo Zee", "Vice President")], 1)
    ]
    item = {"sentence": 1, "speaker": said_by, "statement": "taxes will rise"}
    [claim] = brief.resolved("claims", {"claims": [item]}, Article(text=text), people).value
    assert claim.speaker.person == person
    assert claim.speaker.kind == ("person" if person else "unnamed")


@pytest.mark.parametrize("speaker", ["Ann Lee", "Bob Ray", "Bob Marley"])
def test_a_pronoun_means_the_person_named_before_it(speaker):
    claim = only("She was tired", speaker=speaker, article=Article(text=f"Ann Lee left. {AFTER}"))
    assert (claim.speaker.name, claim.flags) == ("Ann Lee", [])


@pytest.mark.parametrize(("speaker", "flags"), [("Bob Ray", []), ("Bob Marley", ["speaker-not-in-article"])])
def test_where_nobody_stands_before_a_pronoun_the_models_speaker_must_stand_in_the_article(speaker, flags):
    item = {"sentence": 2, "speaker": speaker, "statement": "Sie war müde"}
    article = Article(
        text="Es war kalt an dem Tag. Sie war müde, sagte sie. Viele Jahre vergingen. Bob Ray folgte ihr."
    )
    [claim] = brief.resolved("claims", {"claims": [item]}, article).value
    assert (claim.speaker.name, claim.flags) == (speaker, flags)


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("Lee", "person"),
        ("", "narrator"),
        ("the article", "narrator"),
        ("a source", "unnamed"),
        ("the police", "unnamed"),
        ("a report", "document"),
        ("KCNA", "organization"),
    ],
)
def test_the_kind_of_speaker(speaker, kind):
    text = f"{speaker} said that Lee was tired of it all." if speaker else "Lee was reportedly tired of it all."
    assert only("Lee was tired of it all", speaker=speaker, number=1, article=Article(text=text)).speaker.kind == kind


def test_a_whole_sentence_is_nobodys_name():
    text = "The town has reportedly closed both of its swimming pools because of the cold water in them."
    assert only(text, speaker=text, number=1, article=Article(text=text)).speaker.kind == "narrator"


SPOKEN = (
    "Ann Lee, the mayor, said the pool would open. She said it was safe. Critics say that she is wrong. "
    'They say the water is cold. The paper reported on it. "It is a fine pool, and a safe one." It opens in May.'
)


@pytest.mark.parametrize(
    ("number", "speaker", "statement", "expected"),
    [
        (2, "She", "it was safe", "Ann Lee"),
        (2, "", "it was safe", "Ann Lee"),
        (4, "They", "the water is cold", "Critics"),
        (6, "", "It is a fine pool, and a safe one", "The paper"),
    ],
)
def test_a_pronoun_or_a_quotation_alone_has_the_speaker_before_it(number, speaker, statement, expected):
    lee = Person(id="p1", name="Ann Lee", mentions=[Span.cut(SPOKEN, 0, 7)])
    item = {"sentence": number, "speaker": speaker, "statement": statement}
    [claim] = brief.resolved("claims", {"claims": [item]}, Article(text=SPOKEN), [lee]).value
    assert claim.speaker.name == expected


def test_a_pronoun_that_nobody_spoke_before_stays():
    text = "The pool was shut. They say the water was cold."
    assert only("the water was cold", speaker="They", number=2, article=Article(text=text)).speaker.name == "They"


def test_what_only_an_adverb_hedges_is_told_by_the_article_itself_and_keeps_its_subject():
    article = Article(text="Ann Lee has reportedly separated from her husband.")
    claim = only("has reportedly separated from her husband", speaker="Ann Lee", number=1, article=article)
    assert (claim.speaker.kind, claim.statement) == ("narrator", article.text)


def test_the_same_claim_of_the_same_speaker_stands_once_whatever_its_punctuation():
    items = [
        {"sentence": 2, "speaker": name, "statement": f"I was tired of it all{end}"}
        for name, end in (("Lee", ""), ("Ann Lee", "."))
    ]
    assert len(brief.resolved("claims", {"claims": items}, ARTICLE, [LEE]).value) == 1


def test_the_speaker_before_a_colon_is_no_part_of_the_statement():
    found = only("Lee: Ich hatte das alles so satt", article=GERMAN)
    assert found.statement == "Ich hatte das alles so satt"


def test_a_word_that_may_attribute_but_has_no_speaker_makes_no_claim():
    article = Article(text="The report comes after the two states exchanged artillery fire.")
    resolved_ = resolved("comes after the two states exchanged fire", speaker="The report", number=1, article=article)
    assert (resolved_.value, resolved_.issues) == ([], [])
