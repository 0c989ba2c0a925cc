"""Decodes bytes of any encoding to text.

The encoding that a file or server declares is used if it decodes the bytes. UTF-8 is detected. For the rest
charset-normalizer tells scripts and their encodings apart, but hardly the ones of Latin script, which differ in a few
letters: there the commonest is taken in which no word has a symbol in it. ("O³tarz" is Polish read as Western.)
"""

import codecs
import re

from summarizer.errors import InputError

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LATIN = ("cp1252", "cp1250", "iso8859_2")
_COMMON = [
    *_LATIN,
    *("mac_roman", "cp1254", "cp1257"),
    *("cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "cp1253", "iso8859_7", "cp1255", "cp1256", "iso8859_6"),
    *("cp932", "shift_jis", "euc_jp", "iso2022_jp", "gb18030", "big5", "euc_kr", "cp949", "tis_620", "cp874"),
]
_SYMBOL_IN_WORD = re.compile(r"[^\W\d_][¡-©«-´¶-¹»-¿×÷]+[^\W\d_]|[¢¤¥¦±¶¹³¼¾][^\W\d_]")
_SAMPLE = 65_536


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text in `data`, without a byte order mark; `declared` is the encoding that a server or page names for it.

    Raises InputError, which calls the data `name`, if it is binary or in no encoding that makes words.
    """
    mark = next((mark for mark in _MARKS if data.startswith(mark)), None)
    if mark:
        return _decode_as(_MARKS[mark], data, name).removeprefix("\ufeff")
    if b"\0" in data:
        raise InputError(f"{name} is binary, not text", "Give the text of an article, HTML or PDF")
    iso2022 = "iso2022_jp" if b"\x1b$" in data else None  # all of it ASCII, so UTF-8 would take it
    for encoding in (iso2022, "utf-8", declared):
        try:
            if encoding:
                return data.decode(_web_meaning(encoding))
        except (UnicodeError, LookupError):
            continue
    return _decode_as(_guess(data), data, name)


def _decode_as(encoding: str | None, data: bytes, name: str) -> str:
    try:
        if encoding:
            return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    raise InputError(f"{name} is in an unknown encoding", "Convert it to UTF-8, with iconv for example")


def _web_meaning(encoding: str) -> str:
    """What browsers take a declared encoding for: ISO 8859-1 and ASCII mean Windows-1252 (WHATWG Encoding Standard).

    Raises LookupError for what it can't be.
    """
    name = codecs.lookup(encoding.strip()).name
    if name.startswith(("utf-16", "utf-32")):
        raise LookupError("it would have null characters")
    wider = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
    return wider.get(name, name)


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(_sample(data), cp_isolation=_COMMON).best()
    if best is None:
        return None
    if best.encoding not in (*_LATIN, "cp1254", "cp1257"):
        return best.encoding
    decoded = {}
    for encoding in _LATIN:
        try:
            decoded[encoding] = data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return min(decoded, key=lambda encoding: len(_SYMBOL_IN_WORD.findall(decoded[encoding])), default=best.encoding)


def _sample(data: bytes) -> bytes:
    """The beginning of `data`, cut at a line break so that no multi-byte character is split."""
    end = data.rfind(b"\n", 0, _SAMPLE)
    return data[: end if end > 0 else _SAMPLE] if len(data) > _SAMPLE else data
