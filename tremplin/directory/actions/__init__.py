"""What people do in this room, and what later rooms tell it: one verb a function, an explicit actor and instant."""

from tremplin.directory.actions.doors import note_answer, note_silence
from tremplin.directory.actions.learning import record_case, record_correction
from tremplin.directory.actions.unwilling import accept_mail, refuse_mail

__all__ = ["accept_mail", "note_answer", "note_silence", "record_case", "record_correction", "refuse_mail"]
