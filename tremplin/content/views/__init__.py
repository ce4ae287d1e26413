"""Public pages of this room that are not Wagtail's: one module a subject."""
