"""Each kind of question, with what people really type: kept as typed, understood or told wrong, to the character."""

import time
import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from tremplin.calls.engine.answers import Fault, Value, check, clean, limit_of, store
from tremplin.calls.engine.faults import CODES
from tremplin.calls.engine.schema import Kind, Option, Question
from tremplin.calls.engine.typed import length, normalise


def ask(kind: Kind, **more) -> Question:
    return Question("asked", kind, "Asked", **more)


OPTIONS = (Option("AIC site", "Site"), Option("mail", "Mail"), Option("été", "Été"))
SINGLE = ask(Kind.SINGLE, options=OPTIONS)
MULTI = ask(Kind.MULTI, options=OPTIONS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("alice@example.org", "alice@example.org"),
        ("  Alice.Martin+aic@Example.ORG ", "Alice.Martin+aic@example.org"),
        ("contact@mairie-d'ici.fr", None),
        ("bonjour@café-associatif.fr", "bonjour@café-associatif.fr"),
        ("alice", None),
        ("alice@example", None),
        ("alice@@example.org", None),
        ("alice@.org", None),
        ("alice@-example.org", None),
        ("alice @example.org", None),
        (".alice@example.org", None),
        ("alice@example.org, bob@example.org", None),
        ("Alice <alice@example.org>", None),
        ("é@example.org", None),
        ("alice@127.0.0.1", None),
        ("a" * 64 + "@example.org", "a" * 64 + "@example.org"),
        ("a" * 65 + "@example.org", None),
    ],
)
def test_email(typed, read):
    assert clean(ask(Kind.EMAIL), typed) == (Value(read) if read else Fault("not_an_email"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https://www.example.org/a?b=c#d", "https://www.example.org/a?b=c#d"),
        ("http://example.org", "http://example.org"),
        (" example.org ", "https://example.org"),
        ("//example.org/x", "https://example.org/x"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("HTTPS://Example.ORG/Été", "https://example.org/Été"),
        ("https://équipe.example.fr", "https://équipe.example.fr"),
        ("javascript:alert(1)", "not_http"),
        ("JavaScript:alert(1)", "not_http"),
        ("data:text/html,x", "not_http"),
        ("ftp://example.org", "not_http"),
        ("mailto:alice@example.org", "not_http"),
        ("file:///etc/passwd", "not_http"),
        ("https:example.org", "not_a_url"),
        ("https://", "not_a_url"),
        ("example", "not_a_url"),
        ("localhost:8000", "not_a_url"),
        ("https://127.0.0.1/", "not_a_url"),
        ("https://[::1]/", "not_a_url"),
        ("https://[", "not_a_url"),
        ("https://alice:secret@example.org", "not_a_url"),
        ("https://bank.example.org@evil.example", "not_a_url"),
        ("https://example.org:99999", "not_a_url"),
        ("https://example.org:http", "not_a_url"),
        ("https://example.org/a b", "not_a_url"),
        ('https://example.org/"><script>', "not_a_url"),
        ("https://example.org\\@evil.example", "not_a_url"),
        ("nous n’avons pas de site", "not_a_url"),
    ],
)
def test_url(typed, read):
    found = clean(ask(Kind.URL), typed)
    assert (found.code if isinstance(found, Fault) else found.text) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0123456789", "01 23 45 67 89"),
        ("01.23.45.67.89", "01 23 45 67 89"),
        ("01-23-45-67-89", "01 23 45 67 89"),
        ("01 23 45 67 89", "01 23 45 67 89"),
        ("+33 1 23 45 67 89", "01 23 45 67 89"),
        ("+33 (0)1 23 45 67 89", "01 23 45 67 89"),
        ("0033123456789", "01 23 45 67 89"),
        ("+32 2 123 45 67", "+32 2 123 45 67"),
        ("00 32 2 123 45 67", "+32 2 123 45 67"),
        ("+1 (415) 555-2671", "+1 415 555 2671"),
        ("+262 262 12 34 56", "+262 262 12 34 56"),
        ("012345678", None),
        ("01234567890", None),
        ("+33 1 23 45 67", None),
        ("+3212345", None),
        ("+32 2 123 45 67 89 01 23 45", None),
        ("00 23 45 67 89", "+23 45 67 89"),
        ("tél. 01 23 45 67 89", None),
        ("٠١٢٣٤٥٦٧٨٩", None),
    ],
)
def test_phone(typed, read):
    assert clean(ask(Kind.PHONE), typed) == (Value(read) if read else Fault("not_a_phone"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12500", "12500.00"),
        ("12 500,50 €", "12500.50"),
        ("12\u202f500,50\u00a0€", "12500.50"),
        ("12,500.50", "12500.50"),
        ("€12,500.50", "12500.50"),
        ("12.500,50 EUR", "12500.50"),
        ("12'500.50", "12500.50"),
        ("12,500", "12500.00"),
        ("12.500", "12500.00"),
        ("12,50", "12.50"),
        ("12.5", "12.50"),
        ("1 234 567 euros", "1234567.00"),
        ("1,234,567", "1234567.00"),
        ("0", "0.00"),
        ("-0", "0.00"),
        ("999 999 999 999", "999999999999.00"),
        ("12,5,0", None),
        ("12 50", None),
        ("1 23 456", None),
        ("0,500", None),
        ("12,3456", None),
        ("12,500,50", None),
        (".50", None),
        ("12 k€", None),
        ("1e5", None),
        ("NaN", None),
        ("Infinity", None),
        ("١٢", None),
        ("environ 12 000", None),
        ("1" * 30, None),
    ],
)
def test_amount(typed, read):
    found = clean(ask(Kind.AMOUNT, least=0), typed)
    assert found == (Value(read, number=Decimal(read)) if read else Fault("not_an_amount"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("9,99", Fault("too_small", {"least": 10})),
        ("10", Value("10.00", number=Decimal(10))),
        ("20", Value("20.00", number=Decimal(20))),
        ("20,01", Fault("too_big", {"most": 20})),
        ("-12", Fault("too_small", {"least": 10})),
        ("−12", Fault("too_small", {"least": 10})),
    ],
)
def test_amount_between_bounds(typed, found):
    assert clean(ask(Kind.AMOUNT, least=10, most=20), typed) == found


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12", 12),
        (" 1 200 ", 1200),
        ("1,200", 1200),
        ("1.200", 1200),
        ("+5", 5),
        ("007", 7),
        ("1,5", None),
        ("12.0", None),
        ("12 €", None),
        ("douze", None),
        ("3-4", None),
    ],
)
def test_integer(typed, read):
    found = clean(ask(Kind.INTEGER, least=0), typed)
    assert found == (Value(str(read), number=Decimal(read)) if read is not None else Fault("not_an_integer"))


def test_number_over_what_a_database_keeps():
    assert clean(ask(Kind.INTEGER), "1 000 000 000 000") == Fault("too_big", {"most": 999_999_999_999})
    assert clean(ask(Kind.INTEGER), "-1 000 000 000 000") == Fault("too_small", {"least": -999_999_999_999})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2022-01-26", date(2022, 1, 26)),
        ("26/01/2022", date(2022, 1, 26)),
        (" 26.1.2022 ", date(2022, 1, 26)),
        ("26-01-2022", date(2022, 1, 26)),
        ("26 01 2022", date(2022, 1, 26)),
        ("29/02/2024", date(2024, 2, 29)),
        ("29/02/2023", None),
        ("01/26/2022", None),
        ("26/01/22", None),
        ("26/01-2022", None),
        ("0026-01-26", None),
        ("2022-13-01", None),
        ("2022-01-26T00:00", None),
        ("hier", None),
    ],
)
def test_date(typed, read):
    assert clean(ask(Kind.DATE), typed) == (Value(read.isoformat(), day=read) if read else Fault("not_a_date"))


@pytest.mark.parametrize(
    ("raw", "kept", "found"),
    [
        (["on"], "yes", Value("yes", choices=("yes",))),
        (["Oui"], "yes", Value("yes", choices=("yes",))),
        (["no", "yes"], "yes", Value("yes", choices=("yes",))),
        (["NON"], "no", Value("no", choices=("no",))),
        ([], "", Value()),
        ([" "], "", Value()),
        (["maybe"], "maybe", Fault("not_yes_or_no")),
    ],
)
def test_bool(raw, kept, found):
    question = ask(Kind.BOOL)
    assert (store(question, raw), clean(question, raw)) == (kept, found)


@pytest.mark.parametrize(
    ("question", "raw", "kept", "found"),
    [
        (SINGLE, ["mail"], "mail", Value("mail", choices=("mail",))),
        (SINGLE, ["e\u0301te\u0301"], "été", Value("été", choices=("été",))),
        (SINGLE, ["Mail"], "Mail", Fault("unknown_option", {"value": "Mail"})),
        (SINGLE, ["mail", "AIC site"], "AIC site", Value("AIC site", choices=("AIC site",))),
        (MULTI, [], "", Value()),
        (MULTI, ["été", "AIC site", "été"], "AIC site\nété", Value("AIC site\nété", choices=("AIC site", "été"))),
        (MULTI, ["fax", "mail"], "mail\nfax", Fault("unknown_option", {"value": "fax"})),
        (MULTI, ["x" * 500], "x" * 500, Fault("unknown_option", {"value": "x" * 80})),
    ],
)
def test_choice(question, raw, kept, found):
    assert (store(question, raw), clean(question, raw)) == (kept, found)


@pytest.mark.parametrize(
    ("chosen", "fault"),
    [
        (["mail"], Fault("too_few_choices", {"least": 2, "given": 1})),
        (["mail", "été"], None),
        (["mail", "été", "AIC site"], Fault("too_many_choices", {"most": 2, "given": 3})),
        ([], None),
    ],
)
def test_choice_between_bounds(chosen, fault):
    question = ask(Kind.MULTI, options=OPTIONS, least=2, most=2)
    assert check(question, store(question, chosen)) == fault


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.FILES, Kind.REPEATABLE)])
@pytest.mark.parametrize("blank", ["", " ", "\u00a0\t", "\u200b\u2060", "\x00"])
def test_nothing_to_see_is_no_answer(kind, blank):
    question = ask(kind, required=True, options=OPTIONS)
    assert check(question, store(question, blank)) == Fault("required")
    assert check(ask(kind, options=OPTIONS), store(question, blank)) is None


@pytest.mark.parametrize("kind", [Kind.FILES, Kind.REPEATABLE])
def test_files_and_groups_hold_no_text(kind):
    question = ask(kind, required=True)
    assert (store(question, "text"), clean(question, "text"), check(question, "text")) == ("", Value(), None)


@pytest.mark.parametrize("unit", ["a", "é", "e\u0301", "😀", "\r\n", "中", "ﬁ"])
@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.TEXTAREA])
def test_limit_to_the_character(kind, unit):
    question = ask(kind, max_chars=800)
    assert check(question, store(question, "x" + unit * 798)) is None
    assert check(question, store(question, "x" + unit * 798 + "x")) is None
    over = store(question, "x" + unit * 799 + "x")
    assert check(question, over) == Fault("too_long", {"limit": 800, "length": 801})
    assert length(over) == 801  # nothing was cut


@pytest.mark.parametrize(
    ("kind", "text", "limit"), [(Kind.EMAIL, "a@b.fr", 254), (Kind.TEXT, "a", 250), (Kind.TEXTAREA, "a", 10_000)]
)
def test_every_text_has_a_limit(kind, text, limit):
    question = ask(kind)
    assert limit_of(question) == limit
    assert check(question, text + " " * (limit - len(text))) is None
    assert check(question, text + " " * (limit + 1 - len(text))) == Fault(
        "too_long", {"limit": limit, "length": limit + 1}
    )


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff\ufeff", "abcdef"),
        ("\ud83d a \ude00", " a "),
        ("\ttab\t", "\ttab\t"),
        ("  deux  espaces  ", "  deux  espaces  "),
        ("e\u0301\x00\u0323", "ẹ\u0301"),
        ("👩\u200d🌾 l’été…", "👩\u200d🌾 l’été…"),
        ("שלום \u200f!", "שלום \u200f!"),
    ],
)
def test_text_kept_as_typed(raw, kept):
    assert store(ask(Kind.TEXTAREA), raw) == kept
    assert store(ask(Kind.TEXT), raw) == kept.replace("\n", " ").replace("\t", " ")


def test_several_values_of_a_text_keep_the_last():
    assert store(ask(Kind.TEXT), ["one", "two"]) == "two"
    assert store(ask(Kind.TEXT), []) == ""


def paste(question: Question, unit: str, size: int) -> tuple[Fault | None, float]:
    """What is told of a huge paste once kept, and the seconds it took."""
    raw = unit * (size // len(unit.encode(errors="surrogatepass")))
    started = time.monotonic()
    fault = check(question, store(question, raw))
    return fault, time.monotonic() - started


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.FILES, Kind.REPEATABLE)])
def test_ten_megabytes_are_refused_quickly(kind):
    fault, seconds = paste(ask(kind, options=OPTIONS), "0", 10_000_000)
    assert fault is not None
    assert fault.code in {"too_long", "unknown_option", "not_yes_or_no"}
    assert seconds < 5


@pytest.mark.parametrize("unit", ["é 😀", "\r\n.", "中", "\u0323\u0301", "\u0f73", "\u0344", "\ud800a"])
def test_ten_strange_megabytes_are_refused_quickly(unit):
    fault, seconds = paste(ask(Kind.TEXTAREA), unit, 10_000_000 if unit.isascii() or unit == "é 😀" else 2_000_000)
    assert fault is not None
    assert fault.code == "too_long"
    assert seconds < 10  # on a busy machine; a careless reading takes hours


@pytest.mark.parametrize("kind", [Kind.MULTI, Kind.AMOUNT, Kind.URL, Kind.EMAIL])
@pytest.mark.parametrize("unit", ["x\n", "a@", "1 ", ".a"])
def test_a_repeated_megabyte_is_refused_quickly(kind, unit):
    fault, seconds = paste(ask(kind, options=OPTIONS), unit, 1_000_000)
    assert fault is not None
    assert seconds < 5


@pytest.mark.parametrize("unit", ["a@", "a.", "1 ", "-"])
@pytest.mark.parametrize("kind", [Kind.EMAIL, Kind.URL, Kind.PHONE, Kind.AMOUNT])
def test_a_text_at_its_limit_is_read_quickly(unit, kind):
    _fault, seconds = paste(ask(kind), unit, limit_of(ask(kind)) or 0)
    assert seconds < 1


def test_marks_without_end_are_broken_by_a_joiner_nobody_sees():
    kept = normalise("a" + "\u0323" * 100)
    assert kept.replace("\u034f", "") == "ạ" + "\u0323" * 99
    assert kept.count("\u034f") == 3
    assert normalise(kept) == kept
    assert normalise("a" + "\u0323" * 30) == "ạ" + "\u0323" * 29


def test_what_decomposes_into_marks_is_all_known():
    pairs = [(chr(code), unicodedata.normalize("NFD", chr(code))) for code in range(0x110000)]
    disguised = {one for one, parts in pairs if not unicodedata.combining(one) and unicodedata.combining(parts[0])}
    assert disguised == {"\u0f73", "\u0f75", "\u0f81"}
    assert max(len(parts) for one, parts in pairs if unicodedata.combining(parts[0])) == 2  # 9 marks make 18, under 30


def test_codes_are_each_told_once():
    names = [code.name for code in CODES]
    assert sorted(set(names)) == sorted(names)
    assert all(code.meaning for code in CODES)
