"""`manage.py load_form FILE`: a form file becomes a form version. The same words give the same version."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from tremplin.calls.actions.calls import load_form
from tremplin.calls.engine.reading import FormFileError, read
from tremplin.core import clock

LARGEST = 5 * 1024 * 1024  # bytes


class Command(BaseCommand):
    help = "Load a form from a JSON file, as an immutable version a call can point to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the form file")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            reading = read(_data(file))
        except FormFileError as error:
            for problem in error.problems:
                self.stderr.write(problem)
            sys.exit(2)
        for warning in reading.warnings:
            self.stderr.write(f"warning: {warning}")
        at = clock.now()
        version = load_form(reading.form, at=at)
        state = "loaded" if version.loaded_at == at else "already there, unchanged"
        questions = sum(1 for _question in reading.form.questions())
        self.stdout.write(
            f"{version.ref} {version}: {state}; {len(reading.form.sections)} sections, {questions} questions"
        )


def _data(file: Path) -> object:
    """What the file holds. Raises FormFileError when it cannot be read as JSON."""
    try:
        if file.stat().st_size > LARGEST:
            raise FormFileError((f"{file}: larger than {LARGEST // 1024 // 1024} MB",))
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FormFileError((f"{file}: cannot be read ({error.strerror})",)) from error
    except UnicodeDecodeError as error:
        raise FormFileError((f"{file}: not UTF-8 text (byte {error.start})",)) from error
    except json.JSONDecodeError as error:
        raise FormFileError((f"{file}: not JSON: line {error.lineno}, column {error.colno}: {error.msg}",)) from error
    except (RecursionError, ValueError) as error:
        raise FormFileError((f"{file}: not JSON a form can be read from ({error})",)) from error
