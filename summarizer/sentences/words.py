"""Data of the splitter for each language: abbreviations, and words that begin sentences. Rules: `segmentation.py`.

Abbreviations are written without their full stop, in lower case. `titles` never end a sentence. Those `before_numbers`
end none before a number. All others, in `abbreviations`, end one only where a word of `starters` follows: one that has
a capital letter only because a sentence begins. Single letters ("J.", "z. B.") and letters with stops between ("U.S.")
need no entry. What begins a sentence in every second article is listed; nothing hangs on the list's being complete.
"""

from typing import NamedTuple


class Words(NamedTuple):
    """The words of one language."""

    titles: frozenset[str]
    before_numbers: frozenset[str]
    abbreviations: frozenset[str]
    starters: frozenset[str]
    ordinals: bool = False
    """Whether a full stop behind digits makes an ordinal: "3. Mai"."""


def _words(titles: str, before_numbers: str, abbreviations: str, starters: str, *, ordinals: bool = False) -> Words:
    first, second, third, fourth = (set_of.split() for set_of in (titles, before_numbers, abbreviations, starters))
    return Words(frozenset(first), frozenset(second), frozenset(third), frozenset(fourth), ordinals)


_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec"

WORDS = {
    "en": _words(
        "mr mrs ms mx messrs dr prof rev fr hon gov lt gen col sgt maj capt cmdr adm sen rep reps sens pres supt "
        "insp det rt atty ph vs viz cf",
        f"no nos p pp vol vols fig figs art sec ch ft {_MONTHS} mon tue tues wed thu thur thurs fri sat sun",
        "st ft inc corp co ltd llc plc bros jr sr esq est ave blvd rd dept dist univ assn mt ex al etc approx ca misc "
        "ariz calif colo conn fla mich minn okla ore tenn tex wis",
        "the a an he she it they we you i this that these those there his her its their our my in on at by for "
        "from to of but and or so yet if when while after before since until although though because as with "
        "without however meanwhile still then now nobody nothing no none not many some most all both each every "
        "several few what who why how where which one two three other others another even only also once during "
        "according under over despite instead later earlier police officials",
    ),
    "fr": _words(
        "mm mme mmes mlle mlles dr pr prof me mgr gal st ste cf vs env",
        f"art no nos n° p pp vol chap fig al janv févr fév avr juil {_MONTHS} déc",
        "etc ex av bd tél hab apr cie éd min max",
        "le la les l un une des il elle ils elles on nous vous je ce cet cette ces cela son sa ses leur leurs mais "
        "et ou si dans en à au aux pour par sur avec sans après avant depuis selon pendant lors quand comme puis "
        "alors ainsi cependant pourtant aucun personne rien tous toutes plusieurs deux trois qui que d c",
    ),
    "de": _words(
        "hr fr frl dr prof dipl ing st bzw vgl sog ggf gem evtl insb insbes bspw med phil jur",
        "nr art abs bd s kap ziff anm jan jän feb febr mär apr jun jul aug sep sept okt nov dez",
        "ca usw usf etc mio mrd str tel inkl exkl max min u a jr gmbh co inc ltd zzgl geb gest ehem allg",
        "der die das den dem des ein eine einer einem einen er sie es wir ihr ich man dies diese dieser dieses "
        "diesem im in am an auf aus bei mit nach seit von vor zu zum zur für gegen ohne um unter über aber und "
        "oder doch denn wenn als während weil obwohl da dann dort danach dabei damit auch noch nur so wie was wer "
        "warum niemand nichts kein keine alle viele einige mehrere laut sein seine seiner ihre ihrer ihren ihm ihn "
        "beide zwei drei",
        ordinals=True,
    ),
    "es": _words(
        "sr sra srta sres dr dra d dña lic ing prof gral cnel cap mons excmo excma sto sta ee vs cf",
        f"art arts núm núms no n p pág págs vol cap fig ene abr ago dic {_MONTHS}",
        "etc ej univ avda av tel aprox uu cía ltda máx mín ud uds jj",
        "el la los las un una unos unas él ella ellos ellas lo le se esto esta este estos estas eso esa ese su sus "
        "pero y o si en con sin por para según desde hasta tras durante cuando aunque como después antes entre "
        "sobre al del de a no nadie nada todos todas varios dos tres que quién también además así yo tú nosotros "
        "ayer hoy",
    ),
    "pt": _words(
        "sr sra srs sras srta dr dra drs prof profa profª eng exmo exma gen cel cap pe cf",
        f"art arts n nº núm p pág págs vol cap fig fev abr mai ago set out dez {_MONTHS}",
        "etc ex av tel aprox cia ltda máx mín r séc eua",
        "o a os as um uma uns umas ele ela eles elas isto este esta estes estas isso esse essa seu sua seus suas "
        "mas e ou se em no na nos nas com sem por para segundo desde até após durante quando embora como depois "
        "antes entre sobre ao do da dos das de não ninguém nada todos todas vários dois três que quem também além "
        "assim eu nós",
    ),
    "it": _words(
        "sig sigg sigra dott avv ing prof on sen gen col cap mons arch geom rag dr egr spett cfr",
        "art artt n nn nr p pp pag pagg vol cap fig gen febb feb mar apr mag giu lug ago sett set ott nov dic",
        "ecc tel ca circa max min co srl spa es s",
        "il lo la i gli le l un uno una lui lei loro egli essi esso questo questa questi queste quello quella suo "
        "sua suoi sue ma e o se in nel nella con senza per secondo da dal dalla fino dopo prima durante quando "
        "mentre anche come poi così tra fra su al alla di del della non nessuno niente tutti tutte molti due tre "
        "che chi io noi ieri oggi",
    ),
    "nl": _words(
        "dhr mevr mw dr drs ir ing mr prof ds mgr bijv bv resp vgl jhr gen kol",
        f"nr art blz p pag hfst fig {_MONTHS} mrt mei okt",
        "ca enz e.a etc tel max min incl excl st jr o.a n m.n nv",
        "de het een hij zij ze wij we ik jij u dit dat deze die er zijn haar hun maar en of als toen in op aan bij "
        "met naar sinds van voor zonder om onder over door na tijdens terwijl omdat hoewel dan daar daarna daarmee "
        "ook nog alleen zo hoe wat wie waarom niemand niets geen alle veel enkele volgens beide twee drie elders",
    ),
    "ru": _words(
        "г-н г-жа проф акад доц ген св дж см ср напр",
        "стр рис табл гл ст п пп янв фев февр апр авг сент окт нояб дек",
        "г гг им ул д кв пр просп пер пл обл пос руб коп тыс млн млрд трлн др т е н э в вв мин сек ред изд корп стр",
        "он она оно они мы вы я это этот эта эти тот та те его её их в на с со у о об от до из за к ко по под над "
        "при для без через после перед между но и а или если когда хотя потому поэтому также тоже затем потом там "
        "тут здесь никто ничто ничего нет не все многие некоторые что кто где как почему однако теперь два три сам "
        "свой по",
    ),
    "ar": _words("د أ م ت ص ق", "", "إلخ الخ", ""),
}
"""By ISO 639-1 code."""

OTHERS = WORDS["en"]
"""For languages that are not in the table."""

NAMES_WITH_EXCLAMATION = frozenset({"yahoo", "jeopardy"})
"""Names that end in an exclamation mark."""

SAYING = {
    "en": "said says asked asks told tells added cried shouted replied wrote",
    "ar": "قال قالت أضاف أضافت صرح صرحت سأل سألت هتف أجاب",
}
"""Verbs that go on with the sentence behind a quotation that has its own full stop, where a capital letter or no letter
case hides that."""
