"""Who a sentence's own grammar says is speaking."""

import pytest

from summarizer import Article
from summarizer.assist.attribution import attributed_speaker
from summarizer.assist.statements import quotation_or_sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"They are on the outs," a source allegedly told the Herald.', "a source"),
        ("Portman said of the movie that it was fun.", "Portman"),
        ("Jeff Rathke, the State Department spokesperson, said it was urgent.", "Jeff Rathke"),
        ("Discussing his concern, Malaysia's prime minister, Najib Razak said no.", "Najib Razak"),
        ("Although Millepied did acknowledge the work, nobody cared.", "Millepied"),
        ("After the exchange of fire, North Korea stated it would attack.", "North Korea"),
        ("According to AFP, both have been criticised.", "AFP"),
        (
            "According to the Health Ministry over 345 people have died of it this year, more than ever before.",
            "the Health Ministry",
        ),
        ("The security firm Secunia.com, has said that the browser is unsafe.", "The security firm Secunia.com"),
        ('"They fired six shells", said KCNA.', "KCNA"),
        ("K.C. Maurer announced the gift.", "K.C. Maurer"),
        ("The report says the intake declined.", "The report"),
        ("He raised eyebrows when he responded to a question.", "he"),
        (
            "A new study documenting the iodine status of 1,709 Australian school children has revealed gaps.",
            "A new study",
        ),
        ("Ann Lee, mayor of Springfield, and head of its large school board, says it is over.", "Ann Lee"),
        ("Writing in a post, Ann Lee of The Globe and Mail dubbed it a war.", "Ann Lee of The Globe and Mail"),
        ("The Herald has learned that according to a letter, the pool is shut.", "a letter"),
        ("Institutional recipients, said Maurer, are required to show them.", "Maurer"),
        ('"So far it is the Internet: 1, Scientology: 0." - Matthew Ingram', "Matthew Ingram"),
        ("They call for an end of it.", "They"),
        ("Figures to be published today show claims of asylum rose.", "Figures to be published"),
        ("That is the reason of reports by the Evening Herald accusing Lee of it.", "the Evening Herald"),
        ("It quoted critics of the law, with Boswell stating that it was quick.", "Boswell"),
        ("The firm was surprised to see a case that was not there, it added.", "it"),
        ("The firm, which has denied it, said in a filing that it would appeal.", "The firm"),
        ("One resident, who asked not to be named, said soldiers had come.", "One resident"),
        ('Meanwhile, opposition leader Ann Lee called the budget "an insult to us".', "opposition leader Ann Lee"),
        ("The court heard that Lee had left.", "The court"),
        ("Lee regrets saying that the pool was shut.", "Lee"),
        ("Theresa May said it was over.", "Theresa May"),
        ("Actor Will Smith said it was over.", "Actor Will Smith"),
        ("IT experts said it was over.", "IT experts"),
        ("This study found that it was over.", "This study"),
        ("The family said it was over.", "The family"),
        ("Senator Mark Kelly said it was over.", "Senator Mark Kelly"),
        ("Police chief John Smith resigned on Monday, saying it was over.", "Police chief John Smith"),
        ("But the court dismissed the case, saying it was over.", "the court"),
        ("The court in Lyon dismissed it, saying it was over.", "The court in Lyon"),
        ("On Monday, Ray, who founded the firm, said it was growing fast.", "Ray"),
        ("Lee, 34, from Leeds, said it was over.", "Lee"),
        ("Apple, based in Cupertino, California, said it was over.", "Apple"),
        ("Lee, accused of theft, told the court it was over.", "Lee"),
        ("The accused said he had never met them.", "The accused"),
        ("Police arrested Ann Lee, who said she was innocent and claimed it was over.", "Ann Lee"),
        ("State TV quoted Lee as saying that it was over.", "Lee"),
        ("In a statement the airline said it was over.", "the airline"),
        ("It was over, according to the Ministry of Health.", "the Ministry of Health"),
        ("A UN report has found that it was over.", "A UN report"),
        ("St. Louis Mayor Ann Lee said it was over.", "St. Louis Mayor Ann Lee"),
        ("The UK's chief scientist, Sir Bob Ray, has warned that it was over.", "Sir Bob Ray"),
        ("A low-cost airline, Acme, announced today that it will fly.", "Acme"),
        ("Acme Boats Co., the maker of boats, has said that it is over.", "Acme Boats Co."),
        ('"It is over," said the firm\'s chief executive, Ann Lee.', "Ann Lee"),
        ("The Audit Office on June 18 called for an end of it.", "The Audit Office"),
        ("Ray left it after what he later described as a long fight.", "he"),
        ("Speaking to the public she said that it was history.", "she"),
        ("He, however, would not give their names and said that it was over.", "He"),
        ("When the army chose Acme last year, Baker contested it in court, claiming it was unfair.", "Baker"),
        ("During Question Time on Wednesday, Lee defended the law, promising more of it.", "Lee"),
        ("On Sunday, the newspaper published an answer of his, claiming he had said no.", "the newspaper"),
    ],
)
def test_the_speaker_stands_beside_the_verb(text, expected):
    article = Article(text=text)
    assert attributed_speaker(article.sentences[0], article).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "The two were married in 2012.",
        'They sang "he said no" all night.',
        "Étonnant.",
        "The report has prompted calls for a change.",
        "The crossings drove asylum claims over 150,000.",
        "In her opening remarks Waters pointed out the wigs.",
        "Acme will soon announce a new boat.",
        "Acme did not immediately respond to questions about the boat.",
        "The new boat, revealed at the annual fair, drew a crowd.",
        "The fair comes despite a report that was never printed.",
        "Central to this are claims that Lee left.",
        "Acme's boats came to the fair as they rejected reports about a leak.",
        "No injuries or deaths were reported in the attacks.",
        "It causes cretinism, a condition characterised by severe damage.",
        "The toys, devil ears, and lanterns turn the milling crowd into a unique light show that can be observed.",
    ],
)
def test_a_sentence_without_a_verb_of_saying_outside_its_quotations_names_nobody(text):
    article = Article(text=text)
    assert attributed_speaker(article.sentences[0], article) is None


def test_the_words_are_cut_from_the_article_exactly():
    article = Article(text="It rained. \n\n  Ann Lee later said so.")
    found = attributed_speaker(article.sentences[1], article)
    assert article.text[found.start : found.end] == found.text == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Ich komme nicht zu dem Fest“, schrieb Lee und nannte es „vertane Zeit“.", "Ich komme nicht zu dem Fest"),
        ('They called for "an urgent end of it all".', "an urgent end of it all"),
        ("彼は「辞める」と言った。", "辞める"),  # there are no spaces between words
        ("Lee sprach von „vertaner Zeit“.", "Lee sprach von „vertaner Zeit“."),
        ("Lee said that it was over.", "Lee said that it was over."),
    ],
)
def test_what_is_said_is_the_longest_quotation_that_tells_something_or_else_the_sentence(text, expected):
    article = Article(text=text)
    assert quotation_or_sentence(article.sentences[0], article).text == expected
