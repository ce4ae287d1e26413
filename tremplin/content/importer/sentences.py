"""The report in words: one sentence a code, in French and English, for a terminal or as JSON."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tremplin.content.engine.report import Line, Report

SENTENCES = {
    # files
    "outside-the-tree": gettext_lazy("This link leads outside the folder: it is not followed."),
    "too-many-files": gettext_lazy("More than %(limit)s files: the rest is not read."),
    "not-markdown": gettext_lazy("Not a Markdown file: left aside."),
    "file-too-large": gettext_lazy("The file is too large (%(size)s bytes, at most %(limit)s): not imported."),
    "unreadable": gettext_lazy("The file cannot be read: %(problem)s. Not imported."),
    "not-utf-8": gettext_lazy("This line is not in UTF-8: save the file in UTF-8. Not imported."),
    "archive-unreadable": gettext_lazy("The archive cannot be read: it is damaged, or protected by a password."),
    "archive-no-tree": gettext_lazy("The archive has no content folder, at its root or one folder below."),
    "broken-down": gettext_lazy(
        "The import broke down before its end: what it wrote stays. "
        "Tell the administrators, then give the archive again."
    ),
    "archive-outside": gettext_lazy("This name leads outside the archive, or is a link: refused."),
    # front matter
    "front-matter-toml": gettext_lazy(
        "The front matter is written between +++ lines: only YAML between --- is read. Not imported."
    ),
    "front-matter-not-closed": gettext_lazy("The front matter opens with --- and is never closed: not imported."),
    "front-matter-too-large": gettext_lazy("The front matter is larger than half a megabyte: not imported."),
    "front-matter-not-a-mapping": gettext_lazy("The front matter should be a list of “key: value”: not imported."),
    "no-front-matter": gettext_lazy("No front matter: the whole file is taken as text."),
    "yaml": gettext_lazy("The YAML cannot be read: %(problem)s. Not imported."),
    "yaml-too-deep": gettext_lazy("The YAML is nested more than %(limit)s levels deep: not imported."),
    "yaml-too-large": gettext_lazy("The YAML unfolds to more than %(limit)s values: not imported."),
    "yaml-too-many-aliases": gettext_lazy("The YAML has more than %(limit)s aliases: not imported."),
    "yaml-recursive-alias": gettext_lazy("The YAML contains itself: not imported."),
    "yaml-tag": gettext_lazy("The YAML tag %(tag)s is not accepted: not imported."),
    "repeated-key": gettext_lazy("The key “%(key)s” is written twice: the first one counts."),
    "unknown-key": gettext_lazy("The key “%(key)s” is not known here: kept aside, not shown."),
    "wrong-type": gettext_lazy("“%(key)s” is not of the expected type (%(expected)s): kept aside, not shown."),
    "too-many": gettext_lazy("“%(key)s” takes %(most)s at most: the rest is kept aside, not shown."),
    "too-long": gettext_lazy("“%(key)s” is longer than %(limit)s characters: it is shown cut."),
    "no-title": gettext_lazy("No title: “%(title)s” is made from the file’s name."),
    # addresses
    "address-unfit": gettext_lazy("“%(url)s” cannot be an address of this site: another one is used."),
    "address-taken": gettext_lazy("Another file is already at %(address)s: this page goes to %(instead)s."),
    "address-reserved": gettext_lazy("%(address)s belongs to the application: this page goes to %(instead)s."),
    "address-on-site": gettext_lazy(
        "A page made on the site is already at %(address)s: this page goes to %(instead)s."
    ),
    "index-shown": gettext_lazy("Marked as not visible, but the menu or published pages need it: it is published."),
    "parent-made": gettext_lazy("No file for %(address)s: a list page is made there."),
    "parent-hidden": gettext_lazy("No file for %(address)s: an unpublished page is made there to hold this one."),
    "page-moved": gettext_lazy("The page moves to %(address)s."),
    "page-not-moved": gettext_lazy("The page cannot move to %(address)s, where another page is: it stays where it is."),
    "not-written": gettext_lazy("The page could not be written (%(problem)s): not imported."),
    # layouts and relations
    "plain-page": gettext_lazy("The layout “%(layout)s” has no page of its own: imported as a plain page."),
    "layout-changed": gettext_lazy(
        "The layout is now “%(layout)s”, the page on the site is of another type: left as it is."
    ),
    "term-made": gettext_lazy("“%(title)s” has no file in %(collection)s: it is created."),
    "term-twice": gettext_lazy("Another file already defines “%(title)s”: its name is left as it is."),
    "related-unknown": gettext_lazy("No page of the expected kind is called “%(title)s”: left out."),
    "key-not-shown": gettext_lazy("“%(key)s” stands beside another key that says the same: kept aside, not shown."),
    "part-part": gettext_lazy("%(key)s is none of the parts of a page: left out."),
    "part-unknown": gettext_lazy("%(key)s names what is not here, or is not of the expected form: left out."),
    "part-long": gettext_lazy("%(key)s is longer than its place: it is shown cut."),
    "map-unused": gettext_lazy("--map %(name)s: no folder and no taxonomy has this name."),
    # words
    "shortcode-unknown": gettext_lazy("The shortcode “%(name)s” is not known: it stays visible as text."),
    "link-dead": gettext_lazy("The link leads to %(url)s, where nothing is published."),
    "number-dead": gettext_lazy(
        "The link “%(name)s” of a number leads to %(url)s, where nothing is published: it is not shown."
    ),
    "link-refused": gettext_lazy("“%(url)s” (%(key)s) cannot stand behind a link: left out."),
    # pictures
    "image-missing": gettext_lazy("The picture %(image)s is not under static/: shown without it."),
    "image-outside": gettext_lazy("The picture %(image)s is outside static/: refused."),
    "image-not-ours": gettext_lazy("The picture %(image)s is on another site: not shown. Put it under static/img/."),
    "image-too-large": gettext_lazy("The picture %(image)s is larger than 20 MB: refused."),
    "image-unreadable": gettext_lazy("The picture %(image)s cannot be accepted: %(problem)s."),
    "image-not-a-picture": gettext_lazy(
        "%(image)s is not a picture that can be read (JPEG, PNG, GIF, WebP, AVIF or SVG)."
    ),
    # documents
    "document-outside": gettext_lazy("The document %(path)s is outside static/: refused."),
    "document-too-large": gettext_lazy("The document %(path)s is larger than 20 MB: refused."),
    "document-is-a-page": gettext_lazy("%(path)s is a web page, not the document its name says: refused."),
    # the site's file
    "no-config": gettext_lazy("No config.toml: the title and the menu of the site stay as they are."),
    "toml": gettext_lazy("This cannot be read as TOML: the title and the menu stay as they are."),
    "menu-unknown": gettext_lazy("The menu “%(menu)s” has no place on this site: left aside."),
    "menu-incomplete": gettext_lazy("%(key)s needs a name and an address: left aside."),
    "menu-address": gettext_lazy("%(key)s: “%(url)s” cannot stand behind a link: left aside."),
    "menu-line-removed": gettext_lazy("The menu line “%(name)s” was removed on the site: it stays removed."),
    "menu-line-gone": gettext_lazy("The menu line “%(name)s” is no longer in the file: it stays on the site."),
    "button-dead": gettext_lazy("The button “%(name)s” leads to %(url)s, where nothing is published: it is not shown."),
    "menu-dead": gettext_lazy(
        "The menu line “%(name)s” leads to %(url)s, where nothing is published: it is not shown."
    ),
    # the second import
    "edit-kept": gettext_lazy(
        "“%(field)s” was changed on the site and in the file: the site’s is kept, the file’s would be lost. "
        "To take the file’s: --overwrite %(path)s"
    ),
    "draft-waiting": gettext_lazy(
        "A draft was waiting on the site: the file’s changes are added to it, not published."
    ),
    "page-removed": gettext_lazy(
        "The page was deleted on the site: it stays deleted. To have it back: --overwrite %(path)s"
    ),
    "file-gone": gettext_lazy("The file is no longer in the folder: its page stays on the site."),
}


COUNTED = ("created", "updated", "unchanged", "pictures", "documents", "redirects", "gone")
# the words that stand in a sentence for a code of the engine
EXPECTED = {
    "text": gettext_lazy("words"),
    "address": gettext_lazy("words"),
    "choice": gettext_lazy("one of the words of the format"),
    "terms": gettext_lazy("a list of titles"),
    "titles": gettext_lazy("a list of titles"),
    "flag": gettext_lazy("true or false"),
    "whole": gettext_lazy("a whole number"),
    "instant": gettext_lazy("a date"),
    "image": gettext_lazy("the path of a picture"),
    "words": gettext_lazy("a list of titles"),
    "group": gettext_lazy("lines of “key: value”"),
    "listing": gettext_lazy("a list"),
}
PROBLEMS = {
    # files and pictures
    "refused": gettext_lazy("the system refuses access to it"),
    "damaged": gettext_lazy("it is damaged"),
    "pixels": gettext_lazy("it has too many pixels"),
    # YAML
    "tab": gettext_lazy("a tab is used where only spaces may be"),
    "start": gettext_lazy("a value starts with a character that asks for quotation marks (@, %, `)"),
    "colon": gettext_lazy("a colon is missing, or one too many asks for quotation marks around the value"),
    "not-closed": gettext_lazy("a bracket or a quotation mark is not closed"),
    "indentation": gettext_lazy("the lines are not aligned"),
    "escape": gettext_lazy("a backslash between double quotation marks stands before a letter that means nothing"),
    "alias": gettext_lazy("an alias (*) names nothing"),
    "several-documents": gettext_lazy("it holds several documents"),
    "key-not-a-word": gettext_lazy("a key is not a word"),
    "character": gettext_lazy("it holds a control character"),
    "form": gettext_lazy("it is not written as YAML asks"),
    # what core.svg says
    "the drawing is larger than 2 MB": gettext_lazy("the drawing is larger than 2 MB"),
    "the drawing declares entities": gettext_lazy("the drawing declares entities"),
    "the file is not well-formed XML": gettext_lazy("the file is not well-formed XML"),
    "the file is not an SVG drawing": gettext_lazy("the file is not an SVG drawing"),
    "the drawing has too many elements": gettext_lazy("the drawing has too many elements"),
    "the drawing is nested too deep": gettext_lazy("the drawing is nested too deep"),
}


def sentence(line: Line) -> str:
    said = {**line.details}
    for name, words in (("expected", EXPECTED), ("problem", PROBLEMS)):
        if said.get(name) in words:
            said[name] = words[said[name]]
    code = line.code
    return str(SENTENCES[code]) % said


def _levels() -> dict[str, str]:
    return {"error": _("error"), "warning": _("warning"), "info": _("note")}


def as_text(report: Report, *, dry_run: bool) -> str:
    levels = _levels()
    lines = []
    for line in report.sorted():
        where = f"{line.path}:{line.line}" if line.line else line.path
        lines.append(f"{where}: {levels[line.level]}: {sentence(line)}")
    lines.append(_summary(report))
    if dry_run:
        lines.append(_("Dry run: nothing was written."))
    return "\n".join(lines)


def _summary(report: Report) -> str:
    count = report.counts
    parts = [
        ngettext("%(n)s created", "%(n)s created", count["created"]) % {"n": count["created"]},
        ngettext("%(n)s updated", "%(n)s updated", count["updated"]) % {"n": count["updated"]},
        ngettext("%(n)s unchanged", "%(n)s unchanged", count["unchanged"]) % {"n": count["unchanged"]},
        ngettext("%(n)s new picture", "%(n)s new pictures", count["pictures"]) % {"n": count["pictures"]},
        ngettext("%(n)s line of report", "%(n)s lines of report", len(report.lines)) % {"n": len(report.lines)},
    ]
    return ", ".join(parts) + "."


def as_json(report: Report, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "counts": {name: report.counts[name] for name in COUNTED},
        "lines": [
            {
                "path": line.path,
                "line": line.line,
                "level": line.level,
                "code": line.code,
                "message": sentence(line),
                "details": line.details,
            }
            for line in report.sorted()
        ],
    }
