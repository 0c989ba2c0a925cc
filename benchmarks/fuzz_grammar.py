"""Bytes -> pages, PDFs, lines of JSON and sentences, so that what a fuzzer changes in the bytes changes those."""

import json
import re
import zlib
from collections.abc import Sequence
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel

T = TypeVar("T")
Form = TypeVar("Form", bound=BaseModel)
MOST, USUAL = 20_000, 800
"""Characters of a text; of one in sixteen, and of the others, for most can be found with little."""


class Choices:
    """Bytes taken as choices, one after another; where they end, each is the first. The first byte says how."""

    def __init__(self, data: bytes) -> None:
        self.raw = data[:1] == b"\0"
        self.most = MOST if data[:1] > b"\xf0" else USUAL
        self._data, self._at = data, 1

    @property
    def left(self) -> bool:
        """Whether there are more."""
        return self._at < len(self._data)

    def below(self, bound: int) -> int:
        """A number from 0, of as many bytes as it may need."""
        size = 1 if bound <= 256 else 2
        self._at += size
        return int.from_bytes(self._data[self._at - size : self._at], "big") % bound

    def pick(self, options: Sequence[T]) -> T:
        """One of several."""
        return options[self.below(len(options))]

    def rest(self) -> bytes:
        """What is left, as it is."""
        return self._data[self._at :]

    def part(self) -> "Choices":
        """So many of the next ones as the first of them says, apart from the others."""
        size = self.below(256)
        self._at += size
        return Choices(self._data[:1] + self._data[self._at - size : self._at])


def text(choices: Choices, pieces: Sequence[str], gap: str) -> str:
    """Pieces, each a byte, with a gap between; some bytes repeat the last ones, or give any character or number."""
    made: list[str] = []
    size = 0
    while choices.left and size < choices.most:
        code = choices.below(256)
        if code < 230:
            new = [pieces[code % len(pieces)]]
        elif code < 236:
            new = made[-1 - choices.below(8) :] * (1 << choices.below(12))
        elif code < 242:
            new = [chr(choices.below(0xD800))]
        elif code < 248:
            new = [str(choices.below(10_000))]
        else:
            new = [" ", "\n", "\n\n", ". ", ", ", "-", "\u00a0", "\t"][code - 248 : code - 247]
        made += new
        size += sum(map(len, new)) + len(new) * len(gap)
    return gap.join(made)[: choices.most]


def _split(pieces: str) -> list[str]:
    return pieces.split("|")


LANGUAGES = ("en", "en", "en", "de", "fr", "es", "pt", "it", "nl", "ru", "ar", "ja", "zh", "xx")
_TIMES = (
    "2023-08-07 2024-02-29 0001-01-01 9999-12-31 2023-08-07T09:30+02:00 2023-01-01T00:00:00Z "
    "9999-12-31T23:59:59-12:00 0001-01-01T00:00+14:00"
)
PUBLISHED = (None, *_TIMES.split())
_EDTF = (
    "2023-08-01 2023 2023-02 2023-21 202X 20XX 2003/2015 2010~ 2010/.. ../2010 2023-08-07/2023-08-13 0001-01-01 "
    "0001-01 9999-12-31 9999 0001 00XX 99XX 9999-24 999X 2023? 2023-13-40 / .. 2023-08-06T10:00 0000 2023/2001 "
    "20230807 ٢٠٢٣ Friday 2023-08-06%"
)
EDTF = (None, "", *_EDTF.split())
DATES = _split(
    "January|Feb.|March|May|may|Sept|December|Monday|Tuesday|Friday|Fri.|spring|fall|winter|weekend|day|days|week|"
    "weeks|month|months|quarter|year|years|decade|decades|century|centuries|hours|minutes|fortnight|today|tonight|"
    "yesterday|tomorrow|last|next|this|past|coming|previous|following|same|the|of|in|on|at|from|to|between|and|since|"
    "ever since|until|by|before|after|ago|back|earlier|later|hence|from now|time|now|currently|then|that|early|late|"
    "mid-|end|beginning|the end of|the beginning of|half|a quarter|a couple of|a dozen|one|two|twenty-five|ninety|a|"
    "an|first|third|twenty-first|21st|13th|30th|31st|29|30|31|0|1|12|999|9999|1999|2000|2024|2003|1000|'82|’82|80|"
    "1990s|'90s|20s|twenties|nineties|19th-century|anniversary|birthday|aged|Q1|Q4|fiscal|Christmas|Christmas Eve|"
    "New Year’s Day|Halloween|2023-08-07|2024-02-30|9999-12-31|0000-00-00|2024/13/01|3/4/05|31.12.99|2019-20|1999-01|"
    "9:14 p.m.|23:59|noon|midnight|GMT|a.m.|-|–|,|.|:|(|)|[Ten]|“|”|said|will|had|was|is coming|comes|she|about|"
    "around|nearly|more than|Published:|Updated|By Ann Lee,|OSLO,|(Reuters) —|am|vom|seit|3. Mai 2024|"
    "le 1er juin 2024|mois de|en|3 de mayo de|de|del|1 марта 2024 г.|в|с|2024年5月3日|以来|٣ مايو ٢٠٢٤|ﬁ|İ|²|１２|"
    "two Sundays|before last|after next|year-end|period"
)
WORDS = _split(
    "Ann Lee|Ann|Lee’s|Ann-Marie|Bo Ek|the|a|an|that|mayor|said|told|denied|may|May|might|not|no|never|n't|can't|"
    "cannot|won't|without|alleged|reportedly|according to|organisation|organization|colour|color|centre|per|cent|"
    "percent|%|5|-5|5,000|5 million|twenty|twenty-two|two|hundred|of|them|few|a few|little|goverment|government|"
    "recieved|received|“|”|\"|'|‘|’|«|»|„|...|…|. . .|[…]|-|–|—|--|−|.|,|?|!|:|;|(|)|U.S.|US|us|Mr.|3.5|1/2|½|²|10²|"
    "ﬁ|ﬃ|ß|SS|İ|ı|Å|é|e\u0301|\u0301|\u200b|\u00ad|\ufeff|\u202e|\u00a0|\u2028|\x85|\x1c|\r\n|\n|\n\n|\u3000|"
    "l'affaire|d’Étienne|O’Neil|naïve|東京|の|部長は言った。|「|」|한국은|กร\u0e38งเทพ|ไม\u0e48|कि|नही\u0902|قال|"
    "Москва|сказал|😀|👩\u200d👩\u200d👧|\U000e0041|x|It rained in Oslo.|He said:|Nobody came."
)
FACTS = [
    *WORDS,
    *_split(
        "J. K. Rowling|Pope Francis|Dr. Bo Ek|she|he|I|my|said|denied|rose|fell|opened|closed|likely|unlikely|guilty|"
        "more than|fewer than|nearly|about|half a|half of|a quarter of an|billion|hundred|years|decades|weeks|%|times|"
        "basis points|out of|in every|respectively|31 to 52|1999|May|Monday|3 May 2024|last year|Ann Lee and Bo Ek|"
        "hahahaha|hahahahaha|二十三|三万|zweitausend|deux mille|два|①|٣|9"
    ),
    *("9" * 310, "九" * 310, f"May {'9' * 400}.", f"{'9' * 308} decades"),
]
JOINED = re.compile(r"\d|two|twenty|hundred|million|[½²]|^[\u0300-\u036f\u200b\u00ad\ufeff\u202e]")
"""Words that a quote may not be cut at: "twenty" of "twenty two"."""
_PROSE = "<p>It rained all day in the town, and nobody came to the fair that had been planned since the winter.</p>"
HTML = [
    *(_PROSE, _PROSE),
    *_split(
        "<p>|</p>|<html>|<html lang=en>|<head>|</head>|<body>|</body>|</html>|<article>|</article>|<main>|"
        "<div>|</div>|<h1>|</h1>|<h2>|</h2>|<title>|</title>|<a href=/x>|</a>|<ul>|<li>|</ul>|<table>|<tr>|<td>|</td>|"
        "</table>|<span>|</span>|<br>|<hr>|<img src=x alt=y>|<b>|</b>|<em>|<blockquote>|</blockquote>|<figure>|"
        "<figcaption>|"
        "<time datetime=2024-05-03>|<time>|</time>|<aside>|<nav>|<form>|<section>|</section>|<footer>|<noscript>|"
        "<template>|<svg>|<math>|<iframe>|<pre>|<code>|<details>|<summary>|<dialog>|<select>|<option>|<textarea>|"
        "<object>|<base href=//[>|<dl>|<script>|</script>|<script type=application/ld+json>|<style>|</style>|<!--|-->|"
        "<![CDATA[|]]>|<?xml version=1.0?>|<!doctype html>|<meta charset=x>|<meta property=og:title content='Rain|"
        "<meta name=author content='|<meta name=date content='|<meta property=og:url content='|"
        "<link rel=canonical href='|'>|\">|>|<|/>|=|\"|'| class=newsletter>| id=related>| role=navigation>| hidden>|"
        " aria-hidden=true>| style='|display:none|opacity:0|visibility:hidden|;|font-size:|color:|background:|left:|"
        "width:|transform:|clip-path:|text-indent:|margin:|overflow:hidden|position:absolute|inset(|rect(|calc(|var(--a|"
        "--a:|rgb(|hsl(|color-mix(in srgb,|color(display-p3 |oklch(|url(|scale(|matrix(|translate(|white|red|"
        "currentcolor|#fff|inherit|0|1e9|-999px|100%|1px|1em|nan|infinity|/|*|+|-|,|)|(|{|}|@media |@layer |@supports |"
        "@container |@import |@keyframes a|not |and |or |screen|(width>1px)|p|div|.a|#b|:not(|:is(|:has(|:nth-child(|"
        '::before|[class=|]|&|~|\\|!important|\\0|/*|*/|p{|{"@type":"NewsArticle"|"headline":|"author":|'
        '"name":|"datePublished":|"@graph":[|"@id":|"articleBody":|"2024-05-03T10:00:00Z"|null|[[|]]|'
        '"Ann Lee"|By Ann Lee|May 3, 2024|&amp;|&lt;|&#0;|&#xD800;|&#x1F600;|&nbsp|\x00|\x1b|\ufffe|\u202e|\U000e0041'
    ),
]
_KEYS = ("text", "html", "id", "title", "author", "published", "url", "language", "digest_language", "sha256", "x")
_VALUES = [
    *_split(
        r'"It rained. Nobody came."|"<p>It rained.</p>"|""|" "|null|true|1|1e999|NaN|-0.0|[|]|{|}|,|:|"de"|"en-US"'
    ),
    *_split(r'"\ud800"|"\ud83d\ude00"|"\u0000"|"a\u2028b"|"2024-05-03"|"20240503T10"|"0001-01-01T00:00+14:00"'),
    *_split(
        r'"9999-12-31"|"2024-W01"|"2024-05-03\ud80010:00"|"http://[x"|"http://x/"|"x-\udc00"|"\u000e\u202e"|{"text":'
    ),
    *(r'"By Ann Lee\n\nMay 3, 2024\n\nRain."', "9" * 5000, "[" * 2000, "\n", "\r", "\x85", "\u2028", "\ufeff", "\x00"),
    *("\xff", "'", "\\", '"', "}\n{"),
]


def records(choices: Choices) -> bytes:
    """Lines of JSON objects, mostly."""
    lines = []
    while choices.left:
        kind = choices.below(4)
        if kind:
            fields = [
                f"{json.dumps(choices.pick(_KEYS))}: {choices.pick(_VALUES)}" for _ in range(1 + choices.below(6))
            ]
            lines.append(f"{{{', '.join(fields)}}}\n")
        else:
            lines.append(text(choices.part(), _VALUES, ""))
    return "".join(lines).encode()


def edited(choices: Choices, words: list[str]) -> str:
    """These words as a model might copy them: some left out, doubled, put in, in other letters or marks."""
    words = list(words)
    for _ in range(choices.below(12)):
        at = choices.below(len(words))
        old = words[at]
        new = choices.pick(WORDS)
        edits = ("", "…", "...", new, f"{old} {new}", f"{new} {old}", old.upper(), old.lower(), old.title(), old[1:])
        words[at] = choices.pick((*edits, old[:-1], f"“{old}", f'{old}"', f"{old} {old}", old[:3] + old[4:], old + "s"))
    return " ".join(words)


def reply(choices: Choices, form: type[Form], article: str) -> Form:
    """A reply of this form: its texts are pieces of the article, with edits, facts, and dates."""
    words = article.split(" ")

    def text() -> str:
        first, kind = choices.below(len(words)), choices.below(4)
        if kind == 0:
            return choices.pick(EDTF) or ""
        piece = words[first : first + 1 + choices.below(20)]
        return edited(choices, piece) if kind == 1 else " ".join(piece) if kind == 2 else choices.pick(FACTS)

    def value(kind: Any) -> Any:
        if get_origin(kind) is list:
            return [value(get_args(kind)[0]) for _ in range(choices.below(5))]
        if get_origin(kind) is Literal:
            return choices.pick(get_args(kind))
        if kind in (int, str):
            return choices.below(12) - 1 if kind is int else text()
        return reply(choices, kind, article)

    return form(**{name: value(field.annotation) for name, field in form.model_fields.items()})


_SHOWN = b"BT /F1 12 Tf 14 TL 72 720 Td (It rained all) Tj T* [(in ) -300 (town.)] TJ (\\050x\\) \\\n) ' ET"
_MAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
    b"2 beginbfchar <01> <0041> <02> <D83DDE00> endbfchar 2 beginbfrange <03> <05> <0061> <06> <07> [<0041> <0042>] "
    b"endbfrange endcmap end end"
)
_FONT = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /LastChar 34 /Widths [250 333 408] "
    b"/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [65 /A /eacute 200 /uni20AC] >> >>"
)
_WIDE_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Y /Encoding /Identity-H /ToUnicode 11 0 R /DescendantFonts [<< "
    b"/Subtype /CIDFontType2 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >> /DW 1000 "
    b"/W [1 [500 600] 3 9 700] >>] >>"
)
_MORE = b"q 1 0 0 1 0 0 cm BT /F2 9 Tf 1 0 0 1 9 9 Tm <01020304> Tj ET /X Do BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources 6 0 R"
_PDF = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R 8 0 R] /Count 2 >>",
    _PAGE + b" /Contents [4 0 R 9 0 R] /Rotate 0 >>",
    b"<< /Length 1 >>\nstream\n%s\nendstream" % _SHOWN,
    _FONT,
    b"<< /Font << /F1 5 0 R /F2 7 0 R >> /XObject << /X 10 0 R >> >>",
    _WIDE_FONT,
    _PAGE + b" /Contents 4 0 R >>",
    b"<< /Length 1 /Filter /FlateDecode >>\nstream\n%s\nendstream" % _MORE,
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 6 0 R /Length 1 >>\nstream\n%s\nendstream" % _SHOWN,
    b"<< /Length 1 >>\nstream\n%s\nendstream" % _MAP,
)
_TOKEN = re.compile(rb"/?[\w.#-]+|<<|>>|\s+|.", re.DOTALL)
_PUT = (
    b"0|1|-1|99999999999|1e400|1.5|null|true|/Name|(text)|<41>|<|>|<<|>>|[|]|(|)|1 0 R|2 0 R|3 0 R|4 0 R|6 0 R|10 0 R|"
    b"99 0 R|/Kids|/Type|/Pages|/Page|/Font|/Type0|/Type3|/TrueType|/ToUnicode|/Encoding|/Identity-H|/UniGB-UTF16-H|"
    b"/W|/Differences|/Filter|/FlateDecode|/LZWDecode|/ASCII85Decode|/ASCIIHexDecode|/RunLengthDecode|/DCTDecode|"
    b"/Crypt|/DecodeParms << /Predictor 12 /Columns 4 >>|/Predictor 2|/Colors 0|/Columns 99999999|Tj|TJ|Tf|Td|TD|Tm|"
    b"T*|Tc|Tw|Tz|TL|Ts|Tr|'|\"|q|Q|cm|BT|ET|Do|BI|ID|EI|BDC|EMC|beginbfrange|endbfrange|beginbfchar|"
    b"<0000> <ffff> <0000>|<ffffffff>|stream|endstream|endobj|obj|xref|trailer|/Encrypt|/Prev 0|/XRefStm 0|/ObjStm|"
    b"/Inherit|/MediaBox []|/Contents []|%|\n| "
).split(b"|")
_MOST_EDITS = 60


def pdf(choices: Choices) -> bytes:
    """A small PDF of two pages, with tokens of its objects left out, changed, put in and repeated."""
    objects = list(_PDF)
    for _ in range(_MOST_EDITS if choices.left else 0):
        if not choices.left:
            break
        number, way = choices.below(len(objects)), choices.below(8)
        tokens = _TOKEN.findall(objects[number])
        at = choices.below(len(tokens))
        new = b" " + choices.pick(_PUT) + b" "
        times = 1 << choices.below(11) if way == 7 else 1
        put = {0: [], 1: [tokens[at]] * 2, 2: [new, tokens[at]]}.get(way, [new] * times)
        objects[number] = b"".join(tokens[:at] + put + tokens[at + 1 :])[:MOST] or b"null"
    return _assembled(objects)


def _assembled(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        head, stream, rest = body.partition(b"\nstream\n")
        content = rest.removesuffix(b"\nendstream")
        if stream and b"/FlateDecode" in head:
            content = zlib.compress(content)
        if stream:
            body = head.replace(b"/Length 1", b"/Length %d" % len(content)) + stream + content + b"\nendstream"
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end
