"""Modules of this room that know nothing of Django."""
