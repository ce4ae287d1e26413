"""What each content file said at its last import."""

from django.db import models

from tremplin.content.models.menus import MenuEntry
from tremplin.content.models.vocabulary import Facet, Topic


class ImportedFile(models.Model):
    """What a content file said at its last import, field by field: the third side of the comparison at the next one."""

    path = models.CharField(max_length=500)
    part = models.CharField(max_length=100, blank=True)  # a menu line of config.toml; empty for a file
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="+")
    facet = models.ForeignKey(Facet, on_delete=models.SET_NULL, null=True, related_name="+")
    menu_entry = models.ForeignKey(MenuEntry, on_delete=models.SET_NULL, null=True, related_name="+")
    values = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["path", "part"]
        constraints = [models.UniqueConstraint(fields=["path", "part"], name="importedfile_once_per_path")]

    def __str__(self) -> str:
        return f"{self.path}#{self.part}" if self.part else self.path
