"""A full-text index in a folder: published words in, hits out. No Django here.

Each text is kept under several forms. *Plain*: cut into words, lower case, without accents – for the word as typed,
the beginning of a word, a typing error. *Stemmed*: the same without common words, then cut down to its stem by the
Snowball stemmer of its language (M. F. Porter, https://snowballstem.org). Accents go before stemming: the other way
round, a word typed without its accents would have another stem.

The score of a hit is the sum, over the words asked, of the best way each is found (`_WAYS`: the word itself, its stem,
its beginning, a word near it; a title counts for more than the text under it). Among hits found the same way BM25
decides (Robertson & Zaragoza, 2009, as tantivy computes it), kept too small to pass from one way to the next; what is
still equal stands in the order of the references. Distances are those of Damerau–Levenshtein, where exchanging two
neighbouring letters counts for one error.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from tremplin.core.search.analysis import COMMON, LANGUAGES, one_form, plain, stemmed
from tremplin.core.search.marks import SHORTEST_STEM, Asked, Piece, Word, extract, spans

# changes with anything that makes an older index unreadable, or read wrongly
FORMAT = 1
LONGEST_QUERY = 200  # characters: what comes after is not read
MOST_WORDS = 12
SHORTEST_BEGINNING = 2  # letters from which the last word may be the beginning of another
FEW = 3  # documents: a word that fewer hold is also looked for with its typing errors
_KEPT = ("source", "ref", "kind", "language", "title", "words")
_MEMORY = 64 * 1024 * 1024  # bytes, while an index is built

# how a word is found: in the title, in the text
_WAYS = {"itself": (8.0, 4.0), "stem": (7.0, 3.0), "beginning": (2.5, 2.0), "near": (1.5, 1.0)}
_BM25 = 0.008  # a word brings at most some 25 in the title and as much in the text: less than half a point in all


@dataclass(frozen=True)
class Document:
    """What is to be found: `language` is that of its words, `shown_in` those of the interface it is read in.

    `source` and `ref` together name the thing; it may be there once in each language.
    """

    source: str
    ref: str
    kind: str
    language: str
    shown_in: tuple[str, ...]
    title: str
    words: str


@dataclass(frozen=True)
class Hit:
    """A document found. `score` has no unit: it only orders the hits of one query."""

    score: float
    source: str
    ref: str
    kind: str
    language: str
    title: str
    words: str
    asked: Asked = field(repr=False, compare=False)

    @cached_property
    def extract(self) -> list[Piece]:
        """The part of the text where most of the words asked are: (text, whether it is one of them), in order."""
        stems = stemmed(self.language)
        cut = plain().pre_tokenize(self.words).tokens
        tokens = ((token.text, token.char_offset_from, token.char_offset_to) for token in cut)
        found = spans(tokens, self.language, self.asked, lambda word: next(iter(stems.analyze(word)), ""))
        return extract(self.words, found)


@dataclass(frozen=True)
class Result:
    """`total` counts all that was found, `hits` is the part asked for; `all_words` is False when no document holds
    every word: then these hold at least half of them.
    """

    hits: list[Hit]
    total: int
    all_words: bool = True


def build(folder: Path, documents: Iterable[Document]) -> int:
    """Write a new index in an empty folder; the number of documents it holds."""
    index = tantivy.Index(_schema(), path=str(folder), sort_by_field="key")
    _register(index)
    # one thread: the same documents always make the same index
    writer = index.writer(_MEMORY, 1)
    count = 0
    try:
        for document in documents:
            writer.add_document(_row(document))
            count += 1
        writer.commit()
        writer.wait_merging_threads()
    except BaseException:
        del writer  # it lets go of its files before whoever asked throws them away
        raise
    return count


class Reader:
    """An index opened once, as it was then: the files of its folder may go, what was opened stays readable."""

    def __init__(self, folder: Path) -> None:
        """Raises ValueError or OSError when there is no sound index there."""
        with _no_panic():
            self._index = tantivy.Index.open(str(folder))
            self._index.config_reader("Manual")
            _register(self._index)
            self._schema = self._index.schema
            self._searcher = self._index.searcher()

    def search(self, words: str, language: str, *, limit: int, offset: int = 0) -> Result:
        """What answers these words among what is read in an interface language, best first.

        Nothing in `words` has a meaning of its own: no operator, no field, no wildcard. Raises ValueError or OSError
        when the index turns out to be damaged.
        """
        with _no_panic():
            asked = self._ask(words, language)
            if not asked.words:
                return Result([], 0)
            found = self._run(asked, language, least=len(asked.words), limit=limit, offset=offset)
            if found.total or len(asked.words) == 1:
                return found
            return self._run(asked, language, least=(len(asked.words) + 1) // 2, limit=limit, offset=offset)

    def _ask(self, words: str, language: str) -> Asked:
        """The words to look for: the common ones go, unless there is no other."""
        languages = _languages_read_in(language)
        typed = list(dict.fromkeys(plain().analyze(one_form(words)[:LONGEST_QUERY])))
        telling = [word for word in typed if not any(word in COMMON[code] for code in languages)]
        last = typed[-1] if telling else ""
        kept = (telling or typed)[:MOST_WORDS]
        return Asked([self._look_for(word, language, languages, begins=word == last) for word in kept])

    def _look_for(self, text: str, language: str, languages: tuple[str, ...], *, begins: bool) -> Word:
        stems = {code: found[0] for code in languages if (found := stemmed(code).analyze(text))}
        word = Word(text, stems, begins=begins and len(text) >= SHORTEST_BEGINNING, errors=0)
        if errors_allowed(text):
            held = Query.boolean_query([(Occur.Must, self._found(word)), (Occur.Must, self._read_in(language))])
            if _count(self._searcher.search(held, limit=1)) < FEW:
                return Word(text, stems, begins=word.begins, errors=errors_allowed(text))
        return word

    def _run(self, asked: Asked, language: str, *, least: int, limit: int, offset: int) -> Result:
        any_of = [(Occur.Should, self._found(word)) for word in asked.words]
        parts = [
            (Occur.Must, Query.boolean_query(any_of, minimum_number_should_match=least)),
            (Occur.Must, self._read_in(language)),
            (Occur.Should, Query.boost_query(self._relevance(asked), _BM25 / len(asked.words))),
        ]
        # from the first: what is equal is only put in order among what was read
        found = self._searcher.search(Query.boolean_query(parts), limit=max(1, offset + limit))
        hits = [self._hit(score, address, asked) for score, address in found.hits]
        hits.sort(key=lambda hit: (-hit.score, hit.ref, hit.source))
        return Result(hits[offset : offset + limit], _count(found), least == len(asked.words))

    def _hit(self, score: float, address: tantivy.DocAddress, asked: Asked) -> Hit:
        row = self._searcher.doc(address)
        source, ref, kind, language, title, words = (str(row.get_first(name) or "") for name in _KEPT)
        return Hit(round(score, 4), source, ref, kind, language, title, words, asked)

    def _found(self, word: Word) -> Query:
        """A document that holds the word, scored by the best way it is found."""
        ways = []
        for place, name in enumerate(("title", "words")):
            found = {"itself": [self._term(name, word.text)]}
            found["stem"] = [self._term(f"{name}_{code}", stem) for code, stem in word.stems.items()]
            found["beginning"] = [self._near(name, word.text, 0, beginning=True)] if word.begins else []
            found["near"] = [self._near(name, word.text, word.errors)] if word.errors else []
            if word.errors:  # “citoyn”, where the text only says “citoyennes”
                stems = [(code, stem) for code, stem in word.stems.items() if len(stem) >= SHORTEST_STEM]
                found["near"] += [self._near(f"{name}_{code}", stem, 1) for code, stem in stems]
            ways += [Query.const_score_query(query, _WAYS[way][place]) for way in found for query in found[way]]
        return Query.disjunction_max_query(ways)

    def _relevance(self, asked: Asked) -> Query:
        stems = [(code, stem) for word in asked.words for code, stem in word.stems.items()]
        terms = [self._term(f"{place}_{code}", stem) for code, stem in stems for place in ("title", "words")]
        return Query.boolean_query([(Occur.Should, term) for term in terms])

    def _read_in(self, language: str) -> Query:
        return Query.const_score_query(self._term("shown_in", language), 0.0)

    def _term(self, name: str, text: str) -> Query:
        return Query.term_query(self._schema, name, text)

    def _near(self, name: str, text: str, errors: int, *, beginning: bool = False) -> Query:
        return Query.fuzzy_term_query(self._schema, name, text, distance=errors, prefix=beginning)


def _count(found: tantivy.SearchResult) -> int:
    return int(found.count or 0)  # type: ignore[attr-defined]  # tantivy's own types leave it out


@contextmanager
def _no_panic() -> Iterator[None]:
    """On a damaged file tantivy may panic, which Python sees as something no `except Exception` catches."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise ValueError("the index is damaged") from error
        raise


def errors_allowed(word: str) -> int:
    """How many typing errors a word may hold: none under four letters, one from four, two from eight."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def _languages_read_in(language: str) -> tuple[str, ...]:
    """The languages of the words an interface may show: its own, and French where there is nothing else."""
    return ("fr",) if language == "fr" else ("fr", language)


def _row(document: Document) -> tantivy.Document:
    title, words = one_form(document.title), one_form(document.words)
    row = tantivy.Document()
    row.add_text("key", f"{document.ref} {document.source} {document.language}")
    for name in _KEPT[:4]:
        row.add_text(name, getattr(document, name))
    for language in document.shown_in:
        row.add_text("shown_in", language)
    for name, text in (("title", title), ("words", words)):
        row.add_text(name, text)
        row.add_text(f"{name}_{document.language}", text)
    return row


@cache
def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("key", fast=True, tokenizer_name="raw", index_option="basic")
    for name in _KEPT[:4]:
        schema.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("shown_in", tokenizer_name="raw", index_option="basic")
    for name in ("title", "words"):
        schema.add_text_field(name, stored=True, tokenizer_name="plain", index_option="basic")
        for code in LANGUAGES:
            schema.add_text_field(f"{name}_{code}", tokenizer_name=f"stemmed_{code}", index_option="freq")
    return schema.build()


def _register(index: tantivy.Index) -> None:
    index.register_tokenizer("plain", plain())
    for code in LANGUAGES:
        index.register_tokenizer(f"stemmed_{code}", stemmed(code))
