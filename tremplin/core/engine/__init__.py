"""Modules of the foundations that know nothing of Django."""
