"""What people do in this room, and what later rooms tell it: one verb a function, an explicit actor and instant."""

from tremplin.directory.actions.learning import record_case, record_correction

__all__ = ["record_case", "record_correction"]
