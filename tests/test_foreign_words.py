"""Dates, names, numbers and negations of languages other than English: right, or not judged at all."""

import pytest

from summarizer import Article, dates
from summarizer.assist.attribution import attributed_speaker
from summarizer.assist.grouping import ListedName, group_names
from summarizer.checks import check_text
from summarizer.digest import Flag
from summarizer.evidence import cues
from summarizer.evidence.negation import negates
from summarizer.people import ListedPerson, locate_people


@pytest.mark.parametrize(
    ("language", "phrase", "date"),
    [
        ("de", "am Freitag, dem 3. Mai 2024", "2024-05-03"),
        ("de", "03.05.2024", "2024-05-03"),
        ("de", "im März 2024", "2024-03"),
        ("de", "im Jahr 2015", "2015"),
        ("fr", "le vendredi 1er juin 2024", "2024-06-01"),
        ("fr", "03/05/2024", "2024-05-03"),
        ("es", "el 3 de mayo de 2024", "2024-05-03"),
        ("pt", "em 3 de maio de 2024", "2024-05-03"),
        ("it", "nell'anno 2024", "2024"),
        ("nl", "in maart 2024", "2024-03"),
        ("ru", "3 мая 2024 года", "2024-05-03"),
        ("ar", "في ٣ مايو ٢٠٢٤", "2024-05-03"),
        ("zh", "2024年5月3日", "2024-05-03"),
        ("ja", "２０２４年５月", "2024-05"),
        ("und", "2024-05-03", "2024-05-03"),
        # Not known without more, or not on any calendar; and never what the words would mean in English.
        ("de", "gestern", None),
        ("de", "seit 2019", None),
        ("de", "Anfang Mai 2024", None),
        ("de", "30. Februar 2024", None),
        ("fr", "sept jours plus tard", None),
        ("es", "el 3 de mayo", None),
        ("zh", "2020年代", None),
        ("und", "3 May 2024", None),
    ],
)
def test_a_date_with_its_year_has_a_value_and_all_else_none(language, phrase, date):
    assert dates.resolve(phrase, "2024-05-10", language=language).date == date


@pytest.mark.parametrize(
    ("language", "sentence", "phrase"),
    [("de", "Seit 2019 lebt er hier.", "2019"), ("fr", "Jusqu'en 2019.", "2019"), ("zh", "2019年以来，", "2019年")],
)
def test_a_bound_is_no_date_where_its_sentence_says_so(language, sentence, phrase):
    assert dates.resolve(phrase, None, sentence=sentence, language=language).date is None


def test_dates_are_found_with_their_year_and_counts_are_none():
    text = "Am 3. Mai 2024 kamen 2000 Menschen, im Jahr 2019, so hieß es, 1500. Seit Mai 2020 nicht."
    assert [text[e.start : e.end] for e in dates.find_time_expressions(text, "de")] == ["3. Mai 2024", "Jahr 2019"]


@pytest.mark.parametrize(
    "line", ["Freitag, 3. Mai 2024", "le 3 mai 2024", "3 de mayo de 2024", "3 мая 2024 г.", "2024年5月3日"]
)
def test_a_date_alone_in_its_line_heads_the_text(line):
    assert dates.find_date_header(f"Titel\n\n{line}\n\nText.").date == "2024-05-03"


@pytest.mark.parametrize(
    ("language", "text", "name", "mentions"),
    [
        ("de", "Angela Merkel ging. Merkels Partei blieb. Kanzlerin Merkel sprach.", "Angela Merkel", 3),
        ("ru", "Пришёл Павел Климов. С Павлом Климовым говорили. Климова ждали.", "Павел Климов", 3),
        ("ru", "Пришла Мария Захарова. Марии Захаровой звонили.", "Мария Захарова", 2),
        ("ar", "قال محمد صلاح إنه سعيد. وصلاح لاعب. أعطيت لصلاح جائزة.", "محمد صلاح", 3),
        ("fr", "Jean Dupont est venu. M. Dupont parle.", "Jean Dupont", 2),
        ("ja", "岸田文雄首相は述べた。岸田氏は続けた。大岸田市。", "岸田文雄", 2),
        ("zh", "王毅部长说。王毅表示。王安石写诗。", "王毅", 2),
    ],
)
def test_a_name_is_found_in_the_forms_that_its_language_gives_it(language, text, name, mentions):
    article = Article(text=text, language=language)
    for [person], issues in (
        locate_people([ListedPerson(name, [], "")], article),
        group_names([ListedName(name)], article),
    ):
        assert (person.name, len(person.mentions), issues) == (name, mentions, [])
        assert all(text[span.start : span.end] == span.text for span in person.mentions)


def test_a_russian_couple_is_two_people():
    article, names = Article(text="Иванов и Иванова ждали. Иванов ушёл.", language="ru"), ("Иванов", "Иванова")
    for people, _ in (
        locate_people([ListedPerson(n, [], "") for n in names], article),
        group_names([ListedName(n) for n in names], article),
    ):
        assert [(person.name, len(person.mentions)) for person in people] == [("Иванов", 2), ("Иванова", 1)]


def test_words_that_only_look_like_english_cues_are_none():
    article = Article(text="Il a déclaré que la note, post scriptum, may no read.", language="fr")
    assert cues(article.sentences[0], article) == []
    assert attributed_speaker(article.sentences[0], article) is None


def flags(language: str, evidence: str, text: str) -> list[Flag]:
    article = Article(text=evidence, language=language)
    return check_text(text, article.sentences, article)


@pytest.mark.parametrize(
    ("language", "evidence", "text"),
    [
        ("de", "Der Preis stieg um 3,5 Prozent auf 1.200 Euro.", "Der Preis stieg auf 1200 Euro, um 3,5 Prozent."),
        ("fr", "Il a reçu 800 000 euros en trois ans.", "Il a reçu 800.000 euros en 3 ans."),
        ("de", "Dreiundzwanzig Menschen zahlten zweitausend Euro.", "23 Menschen zahlten 2000 Euro."),
        ("es", "Veintitrés personas pagaron dos mil euros.", "23 personas pagaron 2000 euros."),
        ("fr", "Vingt-trois personnes ont payé deux mille euros.", "23 personnes ont payé 2000 euros."),
        ("it", "Ventitré persone hanno pagato duemila euro.", "23 persone hanno pagato 2000 euro."),
        ("nl", "Drieëntwintig mensen betaalden tweeduizend euro.", "23 mensen betaalden 2000 euro."),
        ("pt", "Vinte e três pessoas pagaram dois mil euros.", "23 pessoas pagaram 2000 euros."),
        ("ja", "十二人が三万五千円を受け取った。", "12人が35000円を受け取った。"),
        ("zh", "价格达到1240万元。", "价格达到12400000元。"),
        ("de", "Er lehnte den Plan der Regierung ab.", "Er nahm den Plan der Regierung nicht an."),
        ("es", "El tesorero negó haber conocido las facturas.", "El tesorero no conocía las facturas."),
        ("pt", "Ele vive no Brasil.", "Ele vive em Brasil, no sul."),
        ("fr", "L'Allemagne et l'Italie ont signé.", "Signé par Allemagne et Italie."),
        ("ru", "Говорили о Климове и Москве.", "О чём говорил Климов в Москву?"),
        ("es", "España y el presidente de Alemania firmaron.", "Los españoles y el presidente alemán firmaron."),
        ("de", "Er tritt an, sagte er der Zeitung.", "Der Zeitung sagte er, er tritt an"),
    ],
)
def test_what_is_right_or_only_worded_otherwise_has_no_flag(language, evidence, text):
    assert flags(language, evidence, text) == []


@pytest.mark.parametrize(
    ("language", "evidence", "text", "expected"),
    [
        ("de", "Der Preis stieg um 3,5 Prozent.", "Der Preis stieg um 5,3 Prozent.", "number-not-in-evidence"),
        ("de", "Dreiundzwanzig Menschen kamen.", "32 Menschen kamen.", "number-not-in-evidence"),
        ("de", "Sie zahlte 3,5 Millionen Euro.", "Sie zahlte 1000000 Euro.", "number-not-in-evidence"),
        ("it", "Ha ricevuto 12,4 milioni.", "Ha ricevuto 12,4 miliardi.", "number-not-in-evidence"),
        ("zh", "公司获得了80万元。", "公司获得了80亿元。", "number-not-in-evidence"),
        ("fr", "Il est allé à Paris avec Anne.", "Il est allé à Lyon avec Anne.", "name-not-in-evidence"),
        ("ru", "Говорили о Климове.", "Говорили о Петрове.", "name-not-in-evidence"),
    ],
)
def test_what_is_wrong_is_flagged(language, evidence, text, expected):
    assert flags(language, evidence, text) == [expected]


@pytest.mark.parametrize(
    ("language", "negative", "positive"),
    [
        ("ar", "لم يأخذ مالا", "أخذ مالا"),
        ("de", "Er hat kein Geld", "Er hat Geld"),
        ("es", "No tomó dinero", "Tomó dinero"),
        ("fr", "Il n'a pris que cela", "Il a pris cela"),
        ("it", "Non ha preso denaro", "Ha preso denaro"),
        ("ja", "金は受け取っていない", "危ない金を受け取った"),
        ("nl", "Hij nam geen geld", "Hij nam geld"),
        ("pt", "Não aceitou dinheiro", "Aceitou dinheiro no Brasil"),
        ("ru", "Он не брал денег", "Он взял деньги"),
        ("zh", "他没有拿钱", "不过他拿了钱"),
    ],
)
def test_a_statement_that_negates_is_told_from_one_that_does_not(language, negative, positive):
    assert (negates(negative, language), negates(positive, language)) == (True, False)
