"""What can be wrong with an answer, as values: a code and its numbers. The sentences live on the Django side."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """`values` holds exactly the names that `CODES` lists for the code."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Code:
    name: str
    values: tuple[str, ...]
    meaning: str


CODES: tuple[Code, ...] = (
    Code("required", (), "nothing was answered, and an answer is needed"),
    Code("too_long", ("limit", "length"), "more characters than the limit; nothing was cut"),
    Code("not_an_email", (), "not an e-mail address: name@domain.tld"),
    Code("not_a_url", (), "not the address of a public page: a full domain, no space, no password"),
    Code("not_http", (), "an address of another kind than http and https"),
    Code("not_a_phone", (), "neither a French number of ten digits nor an international one beginning with +"),
    Code("not_an_amount", (), "not an amount in euros with at most two decimals: 12 500,50"),
    Code("not_an_integer", (), "not a whole number"),
    Code("too_small", ("least",), "a number under the smallest accepted"),
    Code("too_big", ("most",), "a number over the biggest accepted"),
    Code("not_a_date", (), "not a day of the calendar: 26/01/2022 or 2022-01-26"),
    Code("not_yes_or_no", (), "neither yes nor no"),
    Code("unknown_option", ("value",), "a choice that is not offered (value: its first characters)"),
    Code("too_few_choices", ("least", "given"), "fewer choices than asked"),
    Code("too_many_choices", ("most", "given"), "more choices than accepted"),
    Code("too_few_files", ("least", "given"), "fewer files than asked"),
    Code("too_many_files", ("most", "given"), "more files than accepted"),
    Code("too_few_entries", ("least", "given"), "fewer entries of a group than asked"),
    Code("too_many_entries", ("most", "given"), "more entries of a group than accepted"),
)
