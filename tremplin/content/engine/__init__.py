"""The content format, read without Django: a tree of front matter and Markdown becomes typed entries and a report.

`tree.read(folder)` is the only door. Nothing here raises because of what a file says: it writes a line in the report.
"""
