"""Statements over thousands of rows: prepared once by the database, run for each row without building a query for each.

Names of tables and columns come from the models alone; values are always parameters.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

BATCH = 2_000  # rows between two words of how far it is


class RowsMoved(Exception):
    """A row that was to change is no longer there, or no longer in the state it was in."""


def insert_statement(model: type[Model], columns: Sequence["Field[Any, Any]"]) -> str:
    names = ", ".join(_quoted(column.column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608


def run_many(statement: str, rows: Sequence[Sequence[Any]], told: Callable[[int], None]) -> None:
    with connection.cursor() as cursor:
        for first in range(0, len(rows), BATCH):
            batch = rows[first : first + BATCH]
            cursor.executemany(statement, batch)
            told(len(batch))


def update_rows(model: type[Model], rows: Iterable[tuple[int, dict[str, Any], dict[str, Any]]]) -> None:
    """Each: a key, what the row must still say (columns and values), what it says from now on. Raises RowsMoved when
    one row is not there as it must be.
    """
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[list[Any]]] = {}
    for pk, guard, after in rows:
        cells = [*_prepared(model, after), pk, *_prepared(model, guard)]
        groups.setdefault((tuple(after), tuple(guard)), []).append(cells)
    with connection.cursor() as cursor:
        for (names, guards), cells_of_all in groups.items():
            set_to = ", ".join(f"{_column(model, name)} = %s" for name in names)
            where = " AND ".join(f"{_column(model, name)} = %s" for name in (model._meta.pk.attname, *guards))
            statement = f"UPDATE {_quoted(model._meta.db_table)} SET {set_to} WHERE {where}"  # noqa: S608
            cursor.executemany(statement, cells_of_all)
            if cursor.rowcount != len(cells_of_all):
                raise RowsMoved(model._meta.label)


def delete_rows(model: type[Model], keys: Sequence[int]) -> None:
    """Without following what refers to them: the database refuses when something does."""
    with connection.cursor() as cursor:
        table, pk = _quoted(model._meta.db_table), _column(model, model._meta.pk.attname)
        if keys:
            cursor.executemany(f"DELETE FROM {table} WHERE {pk} = %s", [[key] for key in keys])  # noqa: S608


def _prepared(model: type[Model], values: dict[str, Any]) -> list[Any]:
    return [_fields(model)[name].get_db_prep_save(value, connection) for name, value in values.items()]


@cache
def _fields(model: type[Model]) -> dict[str, "Field[Any, Any]"]:
    return {column.attname: column for column in model._meta.concrete_fields}


def _column(model: type[Model], attname: str) -> str:
    return _quoted(_fields(model)[attname].column)


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")
