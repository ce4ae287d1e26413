"""Who may find what behind a public address of this room."""

from django.http import Http404

from tremplin.insights import proofs, queries
from tremplin.insights.models import Dataset
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.queries import proof_of

__all__ = ["me", "must_be_ref", "published_dataset", "shown_proof"]


def shown_proof(ref: str) -> proofs.Proof:
    """A support not shown is as absent as one that never was."""
    accompaniment = proof_of(must_be_ref(ref))
    found = proofs.proof(accompaniment) if accompaniment else None
    if found is None:
        raise Http404
    return found


def published_dataset(ref: str) -> Dataset:
    found = queries.dataset_of(must_be_ref(ref))
    if found is None:
        raise Http404
    return found
