"""From a tree of content files to the site, and again: `import_tree(folder)` returns what happened, line by line."""

from tremplin.content.importer.run import Outcome, import_tree

__all__ = ["Outcome", "import_tree"]
