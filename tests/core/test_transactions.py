import pytest
from django.db import transaction

from tremplin.core.transactions import must_be_outside


@pytest.mark.django_db
def test_slow_work_outside_a_transaction_passes() -> None:
    must_be_outside("sending mail")


@pytest.mark.django_db
def test_slow_work_inside_a_transaction_is_refused() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="^sending mail inside a transaction"):
        must_be_outside("sending mail")


@pytest.mark.concurrency
def test_slow_work_inside_the_only_transaction_is_refused(fresh_database: None) -> None:
    must_be_outside("sending mail")
    with transaction.atomic(), pytest.raises(RuntimeError):
        must_be_outside("sending mail")
    must_be_outside("sending mail")
