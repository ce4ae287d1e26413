"""`manage.py receive_mail`: one message on the standard input, from a pipe of the mail server.

It ends with 0 when the message was read, whatever it was; with 75 ("try again later", as mail servers understand it)
when we could not write down what it says: nothing is lost.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from tremplin.core import clock
from tremplin.core.incoming import LARGEST, receive

TRY_AGAIN = 75


class Command(BaseCommand):
    help = "Read one message (RFC 5322) on the standard input: notices of mail not delivered, answers."

    def handle(self, *args: Any, **options: Any) -> None:
        content = sys.stdin.buffer.read(LARGEST + 1)
        if len(content) > LARGEST:
            self.stdout.write("too large: left alone")
            return
        try:
            done = receive(content, clock.now())
        except DatabaseError as error:
            raise CommandError("the database did not take it: try again", returncode=TRY_AGAIN) from error
        self.stdout.write(done or "not for us: left alone")
