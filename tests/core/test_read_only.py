"""What a page that is only read may ask of the database."""

import pytest
from django.db import connection

from tremplin.core.middleware import WriteOnRead, read_only_get

pytestmark = pytest.mark.django_db


def _ask(rf, sql: str) -> None:
    def view(request):
        with connection.cursor() as cursor:
            cursor.execute(sql)

    read_only_get(view)(rf.get("/"))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE people_person SET language = 'fr'",
        "  /* by the way */ UPDATE people_person SET language = 'fr'",
        "-- a word\nDELETE FROM people_person",
        "WITH some AS (SELECT 1) UPDATE people_person SET language = 'fr'",
        "INSERT INTO core_entry (verb) VALUES ('x')",
        "DROP TABLE people_person",
    ],
)
def test_a_write_is_refused_however_it_is_written(rf, sql: str) -> None:
    with pytest.raises(WriteOnRead):
        _ask(rf, sql)


@pytest.mark.parametrize(
    "sql", ["SELECT 1", " select 1", "-- a word\nSELECT 1", "UPDATE django_session SET session_data = '' WHERE 1 = 0"]
)
def test_a_read_passes(rf, sql: str) -> None:
    _ask(rf, sql)
