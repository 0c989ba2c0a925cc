"""Text in the encodings that people have it in."""

import codecs

import pytest

from summarizer.errors import InputError
from summarizer.read.encodings import decode

TEXTS = {
    "en": "“We don’t know yet,” the mayor said on Thursday – the council’s vote is due next week. It costs £5 million.",
    "fr": "Élisabeth Borne a annoncé jeudi que l'âge de départ serait relevé. « Nous n'avons pas le choix », dit-elle.",
    "de": "Die Bürgermeisterin von Köln, Müller, erklärte, dass die Straßenbahn fährt. »Das ist schön«, sagte er.",
    "es": "¿Qué pasó el jueves? El presidente dijo «no» y la señora Núñez se fue. ¡Así es!",
    "pl": "Prezydent powiedział w środę, że Łódź otrzyma więcej pieniędzy na żłobki. Wójt źle ocenił sytuację.",
    "ru": "Президент заявил в четверг, что переговоры продолжатся на следующей неделе. Министр не согласился.",
    "el": "Ο πρωθυπουργός δήλωσε την Πέμπτη ότι οι διαπραγματεύσεις θα συνεχιστούν την επόμενη εβδομάδα.",
    "ar": "قال الرئيس يوم الخميس إن المفاوضات ستستمر الأسبوع المقبل. ولم يوافق وزير الخارجية على ذلك.",
    "ja": "首相は木曜日、交渉は来週も続くと述べた。外務大臣はこれに同意しなかった。国会は金曜日に採決する。",
    "zh": "总统星期四表示，谈判将在下周继续。外交部长不同意这一说法。议会将于星期五进行表决。",
    "tw": "總統星期四表示，談判將在下週繼續。外交部長不同意這一說法。議會將於星期五進行表決。",
    "ko": "대통령은 목요일에 협상이 다음 주에도 계속될 것이라고 말했다. 외무장관은 동의하지 않았다.",
}
ENCODINGS = {
    "en": ("cp1252",),
    "fr": ("cp1252", "latin-1", "mac_roman"),
    "de": ("cp1252", "latin-1"),
    "es": ("cp1252", "latin-1"),
    "pl": ("cp1250", "iso8859_2"),
    "ru": ("cp1251", "koi8_r", "iso8859_5"),
    "el": ("cp1253", "iso8859_7"),
    "ar": ("cp1256",),
    "ja": ("shift_jis", "euc_jp", "iso2022_jp"),
    "zh": ("gb18030", "gbk"),
    "tw": ("big5",),
    "ko": ("euc_kr",),
}
CASES = [(text, encoding) for text, encodings in ENCODINGS.items() for encoding in encodings]
CASES += [(text, encoding) for text in TEXTS for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")]


@pytest.mark.parametrize(("name", "encoding"), CASES)
def test_an_encoding_is_recognised(name, encoding):
    assert decode(TEXTS[name].encode(encoding), "x") == TEXTS[name]


@pytest.mark.parametrize("text", ["Étienne", "Ann said it was ‘fine’."])
def test_a_few_words_are_western(text):
    assert decode(text.encode("cp1252"), "x") == text


def test_utf_16_of_the_other_order():
    assert decode(codecs.BOM_UTF16_BE + "Étienne".encode("utf-16-be"), "x") == "Étienne"


def test_what_is_declared_counts_where_it_can_be_so():
    assert decode("şğı".encode("cp1254"), "x", "windows-1254") == "şğı"
    assert decode("’".encode("cp1252"), "x", "iso-8859-1") == "’"
    assert decode("é".encode(), "x", "windows-1252") == "é"
    assert decode("é".encode("cp1252"), "x", "no-such-encoding") == "é"


@pytest.mark.parametrize("data", [b"PK\0\1", bytes(range(1, 32)) * 9 + bytes(range(128, 256)) * 9])
def test_what_is_no_text_is_an_error(data):
    with pytest.raises(InputError):
        decode(data, "x")


def test_a_long_text_is_recognised_by_its_beginning():
    text = TEXTS["ru"] + "\n"
    assert decode((text * 20_000).encode("cp1251"), "x") == text * 20_000


def test_utf_16_is_not_taken_for_bytes_without_null_characters():
    """A page that was converted keeps the declaration of what it was."""
    data = TEXTS["fr"].encode("cp1252")
    data += b" " * (len(data) % 2)  # an even number of bytes is UTF-16, of whatever characters
    assert decode(data, "x", "utf-16").strip() == TEXTS["fr"]
