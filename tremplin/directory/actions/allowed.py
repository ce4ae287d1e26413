"""Each act asks the rule its button asked, on the row as it is now."""

from tremplin.core.answers import Answer, No
from tremplin.core.moves import MoveRefused


def must(answer: Answer) -> None:
    """Go on, or refuse with the rule's sentence."""
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)
