"""Who asked not to be written to any more."""

from tremplin.directory.models import Door, Holder


def asks_no_mail(email: str) -> bool:
    """Whether a door, or somebody behind one, asked that nothing be written to this address."""
    return any(
        kind.objects.filter(email__iexact=email, no_mail_since__isnull=False).exists() for kind in (Door, Holder)
    )
