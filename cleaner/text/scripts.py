"""Which script and which language a text is in, by simple evidence.

The idea: a character that only traditional Chinese uses and one that only simplified Chinese uses are each a vote;
kana, hangul and other alphabets speak for themselves; Latin languages are told by their commonest words.

Invariant: an answer needs evidence. Where there is none, or it is divided, the answer is None.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from cleaner import hanzi
from cleaner.patterns import pattern

KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
"""Insides of character classes: Japanese syllables (with ー, without ・), Korean letters and syllables."""

# Traditional characters that simplified text uses as well: 乾隆, 著作, 瞭望, 慰藉, 尼日尔·於 …: no vote.
_BOTH = frozenset("乾夥徵拚捱摺吒薹袷醣麴著瞭藉鍾昇甯祕氾甦陞鉅釐脩餘覆噁榘菸么麼麽幺")
_LAST_COMMON_BIG5 = b"\xc6\x80"  # level 1 of Big5 (A440–C67E): the 5,401 characters that traditional text uses daily


class Votes(NamedTuple):
    """How many characters of a text only traditional Chinese uses, how many only simplified, and all Han."""

    traditional: int
    simplified: int
    han: int

    @property
    def script(self) -> str | None:
        """ "Hans", "Hant", or None without evidence or with divided evidence.

        Running traditional text has 20 to 40 such characters in a hundred, simplified classical text with a few old
        forms 0.1: five in a hundred parts them.
        """
        if self.traditional > 2 * self.simplified and self.traditional * 20 >= self.han:
            return "Hant"
        if self.simplified > 2 * self.traditional:
            return "Hans"
        return None


def votes(text: str) -> Votes:
    """The evidence that `script_of` weighs."""
    return count(classes(text))


@lru_cache(maxsize=2)
def classes(text: str) -> str:
    """`text`, same length, with "t" for each character only traditional Chinese uses, "s" for simplified, "h" for other
    Han characters, and a space for the rest of the BMP. So a page is looked at once, and its lines are slices."""
    return text.translate(_class_table())


def count(classified: str) -> Votes:
    """The votes of what `classes` gave."""
    traditional, simplified = classified.count("t"), classified.count("s")
    return Votes(traditional, simplified, traditional + simplified + classified.count("h"))


def script_of(text: str) -> str | None:
    """ISO 15924 code of Chinese `text`: "Hans", "Hant", or None when unsure. Says nothing about the language."""
    if text.isascii() or not has_traditional(text):  # then one vote for simplified is enough
        pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
        return "Hans" if any("s" in classes(piece) for piece in pieces) else None
    return votes(text).script


def language_of(text: str) -> str | None:
    """BCP 47 primary tag of the language most of `text` is in, None when unsure.

    Han characters count as four letters: a Chinese page stays one beside Latin names and addresses.
    """
    text = text[:_ENOUGH]
    if _is_plainly_chinese(text):
        return "zh"
    weights = dict.fromkeys(("", *_RANGES_OF), 0)
    for char, times in Counter(text).items():
        weights[_alphabet_of(char)] += times
    del weights[""]
    han, kana, hangul = weights.pop("han") * 4, weights.pop("kana") * 4, weights.pop("hangul") * 4
    east = han + kana + hangul
    others = sum(weights.values())
    if east and east >= others:
        if kana * 7 >= east:  # running Japanese has 30 to 70 kana in a hundred, headlines 20; quotations stay below
            return "ja"
        return "ko" if hangul * 3 >= east else ("zh" if han else None)
    if not others:
        return None
    script = max(weights, key=lambda tag: weights[tag])
    if weights[script] * 2 < others:
        return None
    match script:
        case "latin":
            return _latin_language(text)
        case "cyrillic":
            return _by_letters(text, _CYRILLIC, "ru")
        case "arabic":
            return _by_letters(text, _ARABIC, "ar")
        case _:
            return script


def _is_plainly_chinese(text: str) -> bool:
    """Whether the blocks of the characters alone rule out every other answer: were all that is not Han, Latin or a
    frequent mark kana, it would not be enough for Japanese."""
    high = hanzi.high_bytes(text)
    han = hanzi.count_han(text, high)
    east = len(high) - han - high.count(0)
    for mark in _MARKS:
        if 7 * east < han:
            break
        east -= text.count(mark)
    return 7 * east < han and len(high) < 5 * han


@lru_cache(maxsize=4096)
def _alphabet_of(char: str) -> str:
    at = bisect_right(_STARTS, char) - 1
    return _ALPHABETS[at][2] if at >= 0 and char <= _ALPHABETS[at][1] else ""


def _by_letters(text: str, letters: tuple[tuple[str, str], ...], default: str) -> str:
    """The first language with a letter of its own at least once in 200 characters; `default` without."""
    lower = text.lower()
    for tag, own in letters:
        if sum(lower.count(letter) for letter in own) * 200 >= len(lower):
            return tag
    return default


def _latin_language(text: str) -> str | None:
    """The language whose commonest words make up most of the words, if plainly ahead of the next."""
    words = _WORD.findall(text.lower())
    if not words:
        return None
    scores = {tag: sum(word in stops for word in words) / len(words) for tag, stops in _STOP_WORDS.items()}
    best, second = sorted(scores.values(), reverse=True)[:2]
    if best < _LEAST_SHARE or best < second * _LEAD:
        return None
    return max(scores, key=lambda tag: scores[tag])


@lru_cache(maxsize=2)  # asked of a page before it is converted, and again for its metadata
def has_traditional(text: str) -> bool:
    """Whether `text` holds a character that traditional Chinese uses and simplified Chinese does not."""
    return any(found[0] not in _BOTH for found in hanzi.simplifiable().finditer(text))


@cache
def _class_table() -> tuple[int, ...]:
    pairs = hanzi.bmp_simplified()
    table = [ord(" ")] * 0x10000
    table[ord("\n")] = ord("\n")
    for low, high in hanzi.RANGES:
        if high < 0x10000:
            table[low : high + 1] = [ord("h")] * (high + 1 - low)
    codes = "\n".join(pairs.values()).encode("big5", "replace").split(b"\n")  # what Big5 lacks becomes a question mark
    for form, code in zip(pairs.values(), codes, strict=True):
        if form not in pairs and form not in _BOTH and not b"?" < code < _LAST_COMMON_BIG5:
            table[ord(form)] = ord("s")
    for char in pairs:
        if char not in _BOTH:
            table[ord(char)] = ord("t")
    return tuple(table)


_ENOUGH = 20_000  # characters; a page that changes its language later is not told apart
_LEAST_SHARE = 0.12  # of the words; running text has 25 to 45 % stop words, lists of names below 5 %
_LEAD = 1.25
_WORD = pattern(r"[^\W\d_]+")
_MARKS = "，。、：；“”《》！？（）\N{IDEOGRAPHIC SPACE}"
_PIECE = 64  # characters; the first of them nearly always tell
_RANGES_OF = {
    "han": hanzi.HAN,
    "kana": KANA,
    "hangul": HANGUL,
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "cyrillic": "\u0400-\u052f",
    "arabic": "\u0620-\u064a\u066e-\u06d3",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "he": "\u05d0-\u05ea",
    "th": "\u0e01-\u0e4e",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0531-\u0587",
    "my": "\u1000-\u109f",
    "km": "\u1780-\u17ff",
    "bo": "\u0f00-\u0fff",
}
_RANGE = pattern("(.)-(.)|(.)")
_ALPHABETS = sorted(
    (found[1] or found[3], found[2] or found[3], tag)
    for tag, ranges in _RANGES_OF.items()
    for found in _RANGE.finditer(ranges)
)
_STARTS = [low for low, _, _ in _ALPHABETS]
_CYRILLIC = (("uk", "іїєґ"), ("be", "ў"), ("mk", "ѓќѕ"), ("sr", "јљњћђџ"), ("kk", "қңұһ"), ("ru", "ыэё"), ("bg", "ъ"))
_ARABIC = (("ur", "ٹڈڑے"), ("fa", "پچژگی"))
_STOP_WORDS = {
    tag: frozenset(words.split())
    for tag, words in {
        "en": "the of and to in a is that for it was on with as be at by this have from or an are not but he "
        "his they you we i which their has had were been will would there what can if more when who so no "
        "out up its about into than them",
        "fr": "le la les de des du et à un une est en que qui dans pour par sur au aux pas plus ne ce se avec "
        "il elle sont son sa ses mais ou nous vous cette comme été leur être on c d l qu n s",
        "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an "
        "werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war "
        "haben nur oder aber vor zur bis",
        "es": "el la los las de del y en que a un una es por con no para se su al lo como más pero sus le ha o "
        "este sí porque esta entre cuando muy sin sobre también me hasta hay donde han quien desde nos "
        "durante fue son",
        "pt": "o a os as de do da dos das e em que um uma é por com não para se na no nas nos ao mais como mas "
        "foi ele ela seu sua ou quando muito já também só pelo pela até isso entre era depois são pelos "
        "você",
        "it": "il lo la i gli le di del della dei delle e in che un una è per con non si da al alla nel nella "
        "sono più come ma anche ha o se suo sua dal dalla questo questa degli cui ai alle hanno essere "
        "stato tra ed su",
        "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit door "
        "over ze hij heeft hebben worden werd wordt naar deze dit kan tot wel geen was ik je",
        "sv": "och i att det som en på är av för med till den har inte om ett han men var jag sig från vi så "
        "kan när år de eller hade också än nu över vid efter mot bara ska skulle blev",
        "da": "og i at det er en til af på for med den som har ikke de der et han var om men fra sig vi kan så "
        "efter ved over også eller blev hun havde jeg da sin bliver mod ud skal denne",
        "no": "og i det er på som til en av for med at har den ikke de et var han om fra men seg vi kan så "
        "etter ved over også eller ble hun hadde jeg da sin blir mot ut skal dette nå bare",
        "fi": "ja on ei että se hän oli joka mutta ovat myös kun niin sen ole tai mukaan kuin vain jo sekä ovat "
        "olla nyt hänen siitä ennen jälkeen voi ne tämä tämän mitä sitä",
        "pl": "i w na z do się nie to że jest o jak po za od przez dla ale co tym przy czy już są oraz tylko "
        "może był jego jej które który była było być ze tego także",
        "cs": "a v na se je že z do s o to i za pro jako po ale by k od jsou byl které který jeho nebo ve také "
        "jen podle při až jsem však bude může už tak být není mezi",
        "hu": "a az és hogy nem is egy ez van meg de volt mint csak már még ki el ha ezt azt majd után között "
        "minden lehet szerint amely vagy lesz aki sem ami",
        "ro": "și în de la cu a pe nu o din că care un se este pentru mai sunt au fost ca dar fi prin sau ce "
        "lui ale după către are între această acest fiind cele",
        "tr": "ve bir bu da de için ile olarak çok daha olan gibi ancak kadar ne var sonra en ise değil o "
        "olduğu göre her ya ki oldu tarafından büyük yeni mi ama",
        "id": "yang dan di dari untuk dengan pada ini itu dalam tidak akan adalah ke juga oleh sebagai atau "
        "telah dapat mereka karena ada bisa saat lebih kata tersebut sudah kepada para",
        "vi": "và của là có được cho trong các không một với người những này đã để từ khi đến về như cũng tại "
        "ra nhiều sẽ đó năm trên vào phải hơn việc còn bị do",
    }.items()
}
