"""Rows that public pages show."""

from typing import Any

from django.db import models

from tremplin.core import freshness


class Shown(models.Model):
    """A row that public pages show: saving or deleting it makes the kept pages void."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **options: Any) -> None:
        super().save(*args, **options)
        freshness.bump()

    def delete(self, *args: Any, **options: Any) -> Any:
        done = super().delete(*args, **options)
        freshness.bump()
        return done
