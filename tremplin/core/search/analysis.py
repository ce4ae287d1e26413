"""How a text is cut into words, and words brought to the forms under which they are kept. No Django here."""

import unicodedata
from functools import cache

import tantivy
from tantivy import Filter, Tokenizer

from tremplin.core.search import lexicon
from tremplin.core.text import clean

LANGUAGES = ("fr", "en")
LONGEST_WORD = 40  # letters: longer ones are addresses or noise
COMMON = {"fr": lexicon.FRENCH, "en": lexicon.ENGLISH}
_STEMMERS = {"fr": "french", "en": "english"}


def one_form(text: str) -> str:
    """One Unicode form, in which a letter and its accent are one character; no mark that is not seen."""
    seen = clean(text).replace("\u00ad", "").replace("\u200b", "")
    # halves of characters that no file holds, but that an address may
    return unicodedata.normalize("NFC", seen.encode("utf-8", "ignore").decode())


@cache
def plain() -> tantivy.TextAnalyzer:
    """« L’Économie d’énergie » → l, economie, d, energie."""
    return _folding().build()


@cache
def stemmed(language: str) -> tantivy.TextAnalyzer:
    """The same without common words, each cut down to its stem: econom, energ."""
    common = Filter.custom_stopword(sorted(COMMON[language]))
    return _folding().filter(common).filter(Filter.stemmer(_STEMMERS[language])).build()


def _folding() -> tantivy.TextAnalyzerBuilder:
    cut = tantivy.TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
    return cut.filter(Filter.lowercase()).filter(Filter.ascii_fold())
