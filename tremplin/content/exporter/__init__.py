"""From the site to a tree of content files that the import reads back: `export_tree(folder)`, `export_archive()`."""

from tremplin.content.exporter.run import NotEmpty, export_archive, export_tree

__all__ = ["NotEmpty", "export_archive", "export_tree"]
