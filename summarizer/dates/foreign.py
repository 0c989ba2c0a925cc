"""Dates in full, in languages other than English: "am 3. Mai 2024", "le 1er juin 2024", "в марте 2024 г.".

Only dates with a year are resolved, so nothing has to be guessed. Expressions that count from another date ("gestern",
"el viernes") and bounds ("seit 2019") are not resolved: no date is better than a wrong one.
"""

import re
import unicodedata
from datetime import date
from functools import cache
from typing import NamedTuple

from summarizer.dates.periods import parse_edtf


class _Language(NamedTuple):
    """Months, weekdays, seasons from spring, what may stand before a date, and what makes a bound of it.

    Folded by no rule.
    """

    months: str
    weekdays: str
    seasons: str
    before: str
    bounds: str


# The forms of one month, weekday or season have "," between them. `before` and `bounds` are alternatives of a regular
# expression.
_LANGUAGES = {
    "de": _Language(
        "januar,jänner,jan februar,feb märz april,apr mai juni,jun juli,jul august,aug september,sept,sep oktober,okt "
        "november,nov dezember,dez",
        "montag dienstag mittwoch donnerstag freitag samstag,sonnabend sonntag",
        "frühling,frühjahr,frühlings,frühjahrs sommer,sommers herbst,herbstes winter,winters",
        "am|vom|zum|dem|den|der|im|in|jahre?|monat",
        "seit|bis|vor|nach|ab|spätestens",
    ),
    "fr": _Language(
        "janvier,janv février,fevrier,févr mars avril,avr mai juin juillet,juil août,aout septembre,sept octobre,oct "
        "novembre,nov décembre,decembre,déc",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "printemps été automne hiver",
        "le|du|ce|en|mois|de|d['’]|l['’]an|année",
        "depuis|jusqu\\W?(?:en|au|à)|avant|après|dès",
    ),
    "es": _Language(
        "enero,ene febrero,feb marzo abril,abr mayo junio,jun julio,jul agosto,ago septiembre,setiembre,sept "
        "octubre,oct noviembre,nov diciembre,dic",
        "lunes martes miércoles jueves viernes sábado domingo",
        "primavera verano otoño invierno",
        "el|del|en|día|de|año|mes",
        "desde|hasta|antes|después|tras",
    ),
    "pt": _Language(
        "janeiro,jan fevereiro,fev março abril,abr maio junho,jun julho,jul agosto,ago setembro,set outubro,out "
        "novembro,nov dezembro,dez",
        "segunda-feira,segunda terça-feira,terça quarta-feira,quarta quinta-feira,quinta sexta-feira,sexta sábado "
        "domingo",
        "primavera verão outono inverno",
        "em|no|na|dia|o|de|do|ano|mês",
        "desde|até|antes|após|depois",
    ),
    "it": _Language(
        "gennaio,gen febbraio,feb marzo aprile,apr maggio giugno luglio agosto settembre,sett ottobre,ott novembre,nov "
        "dicembre,dic",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "primavera estate autunno inverno",
        "il|del|nel|lo|l['’]|nell['’]|anno|mese|di|a|in",
        "dal|fino|entro|prima|dopo",
    ),
    "nl": _Language(
        "januari,jan februari,feb maart,mrt april,apr mei juni,jun juli,jul augustus,aug september,sept oktober,okt "
        "november,nov december,dec",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "lente,voorjaar zomer herfst,najaar winter",
        "op|in|van|het|de|jaar|maand",
        "sinds|tot|voor|vóór|na|vanaf",
    ),
    "ru": _Language(
        "января,январе,январь,янв февраля,феврале,февраль марта,марте,март апреля,апреле,апрель мая,мае,май "
        "июня,июне,июнь июля,июле,июль августа,августе,август сентября,сентябре,сентябрь октября,октябре,октябрь "
        "ноября,ноябре,ноябрь декабря,декабре,декабрь",
        "понедельник вторник среду,среда четверг пятницу,пятница субботу,суббота воскресенье",
        "весна,весны,весной,весну лето,лета,летом осень,осени,осенью зима,зимы,зимой,зиму",
        "в|во|от",
        "с|со|до|после|к|по|перед",
    ),
    "ar": _Language(
        "يناير,كانون\\sالثاني فبراير,شباط مارس,آذار أبريل,إبريل,نيسان مايو,أيار يونيو,حزيران يوليو,تموز أغسطس,آب "
        "سبتمبر,أيلول أكتوبر,تشرين\\sالأول نوفمبر,تشرين\\sالثاني ديسمبر,كانون\\sالأول",
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
        "ربيع,الربيع صيف,الصيف خريف,الخريف شتاء,الشتاء",
        "في|يوم|من|عام|سنة|شهر|بتاريخ",
        "منذ|حتى|قبل|بعد|إلى",
    ),
}
ASCII_DIGITS = {ord(digit): str(n % 10) for n, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９")}
"""For `str.translate`: the digits of other scripts."""
_LONGEST_LINE = 60  # characters of a line that may be a date alone
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?!\d|[.,]\d)"
_YEAR_BEHIND = r"(?:\s?(?:г\.?|года|году|год|م\.?)(?!\w))?"
_YEAR_ALONE = r"(?P<alone>1[5-9]\d\d|20\d\d)(?!\d|[.,]\d|\s?[%€$£])" + _YEAR_BEHIND + r"(?=\s*(?:[^\w\s]|$))"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:\.|er|º|°|\.º|-го)?"
_OF = r",?\s{1,2}(?:de\s|del\s|do\s|d['’])?"
_DIGITS = (
    r"(?P<iso_year>\d{4})[-/](?P<iso_month>\d{1,2})[-/](?P<iso_day>\d{1,2})(?!\w)",
    r"(?P<d>\d{1,2})(?P<sign>[./-])(?P<m>\d{1,2})(?P=sign)(?P<y>(?:19|20)\d\d)(?!\w)",
)
_EAST_ASIAN = (
    r"(?P<year>1[5-9]\d\d|20\d\d)\s?年(?:\s?(?P<month>1[0-2]|0?[1-9])\s?月(?:\s?(?P<day>\d{1,2})\s?[日号號])?)?"
)
_EAST_ASIAN_BOUND = re.compile(r"[以前后後起至来來代度間间]|まで|から|より")


class Calendar(NamedTuple):
    """What the months (from 1), weekdays (Monday is 0) and seasons (spring is 0) are called, in lower case.

    `bounds` is a regular expression of the words that count from a date or make it the beginning or end of something.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    bounds: str


class FoundDate(NamedTuple):
    """Where a date stands, and its value in EDTF."""

    start: int
    end: int
    date: str


def scan(text: str, language: str) -> list[FoundDate]:
    """The dates with a year in a text of this language (ISO 639-1), in order, without bounds."""
    found = []
    for match in _running_text_pattern(language).finditer(text.translate(ASCII_DIGITS)):
        value = _edtf_of_match(match, language)
        before = unicodedata.normalize("NFC", text[max(0, match.start() - 20) : match.start()])
        if value and not _is_bound(before, text[match.end() : match.end() + 2], language):
            found.append(FoundDate(match.start(), match.end(), value))
    return found


def resolve(phrase: str, language: str, sentence: str = "") -> str | None:
    """The EDTF date of a phrase that is a date and nothing else, wherever it stands in its sentence; None otherwise."""
    match = _whole_phrase_pattern(language).fullmatch(phrase.strip().translate(ASCII_DIGITS))
    if match is None:
        return None
    before, _, after = sentence.partition(phrase)
    return None if _is_bound(before[-20:], after[:2], language) else _edtf_of_match(match, language)


def day_of_date_line(line: str) -> str | None:
    """The ISO date of a line that is only a full date with a month name, in any known language; else None."""
    if len(line) > _LONGEST_LINE:
        return None
    days = (resolve(line.strip(" ,.()[]"), language) for language in (*_LANGUAGES, "ja"))
    return next((day for day in days if day and len(day) == 10), None)


@cache
def _months(language: str) -> dict[str, int]:
    return numbers_by_name(_LANGUAGES[language].months, 1)


def numbers_by_name(names: str, first: int = 0) -> dict[str, int]:
    """Map each name to its number. Names are separated by spaces, the forms of one name by commas.

    A name with accents is there in both forms of Unicode.
    """
    listed = enumerate(names.split(), first)
    found = {form.replace("\\s", " "): n for n, forms in listed for form in forms.split(",")}
    return found | {unicodedata.normalize("NFD", form): n for form, n in found.items()}


def calendar(language: str) -> Calendar | None:
    """The calendar's names in this language (ISO 639-1); None if they are not known here."""
    if language not in _LANGUAGES:
        return None
    names = _LANGUAGES[language]
    return Calendar(_months(language), numbers_by_name(names.weekdays), numbers_by_name(names.seasons), names.bounds)


@cache
def _date_pattern(language: str) -> str:
    if language in ("ja", "zh"):
        return "|".join([_EAST_ASIAN, *_DIGITS])
    if language not in _LANGUAGES:
        return _DIGITS[0]
    words = sorted(_months(language), key=len, reverse=True)
    month = rf"(?P<month>(?:{'|'.join(word.replace(' ', chr(92) + 's') for word in words)})(?!\w))\.?"
    lead = rf"(?:(?:{_LANGUAGES[language].before})\s)"
    return "|".join([rf"(?:{_DAY}{_OF})?{month}{_OF}{_YEAR}{_YEAR_BEHIND}", *_DIGITS, rf"{lead}{_YEAR_ALONE}"])


@cache
def _running_text_pattern(language: str) -> re.Pattern[str]:
    """Pattern of a date in running text. A year alone must follow "in" and precede punctuation."""
    start = r"(?<!\d)" if language in ("ja", "zh") else r"(?<![\w.,/-])"
    return re.compile(f"{start}(?:{_date_pattern(language)})", re.IGNORECASE)


@cache
def _whole_phrase_pattern(language: str) -> re.Pattern[str]:
    """Pattern of a phrase that is only a date, with the words that may come before it."""
    if language not in _LANGUAGES:
        return _running_text_pattern(language)
    words = _LANGUAGES[language]
    weekdays = "|".join(words.weekdays.replace(",", " ").split())
    lead = rf"(?:(?:{words.before}|{weekdays}),?\s?)*?"
    year = r"(?P<only>1[5-9]\d\d|20\d\d)" + _YEAR_BEHIND
    return re.compile(rf"{lead}(?<!\w)(?:{_date_pattern(language)}|{year})", re.IGNORECASE)


def _edtf_of_match(match: re.Match[str], language: str) -> str | None:
    """The date in EDTF; None if the calendar has no such day."""
    parts = {name: value for name, value in match.groupdict().items() if value}
    year = parts.get("year") or parts.get("iso_year") or parts.get("y") or parts.get("alone") or parts.get("only")
    named = parts.get("month", "")
    if named and not named.isdecimal():
        named = str(_months(language).get(re.sub(r"\s", " ", named.lower()), ""))
    month = named or parts.get("iso_month") or parts.get("m")
    day = parts.get("day") or parts.get("iso_day") or parts.get("d")
    try:
        number = date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        return None
    value = number.isoformat()[: 10 if day else 7 if month else 4]
    return value if parse_edtf(value) else None  # the last day that there is


def _is_bound(before: str, after: str, language: str) -> bool:
    """Whether the words beside a date make it the beginning or end of something: "seit 2019", 2019年以来."""
    if language in ("ja", "zh"):
        return _EAST_ASIAN_BOUND.match(after) is not None
    if language not in _LANGUAGES:
        return False
    words = _LANGUAGES[language]
    return re.search(rf"(?<!\w)(?:{words.bounds})\s(?:(?:{words.before})\s){{0,2}}$", before, re.IGNORECASE) is not None
