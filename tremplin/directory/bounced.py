"""What this room does when one of its mails could not be delivered."""

from tremplin.core.offers import Undelivered
from tremplin.directory.actions.bounces import notice_bounced, question_bounced
from tremplin.directory.emails import CONFIRM, NOTICE

TOLD = [Undelivered(NOTICE, notice_bounced), Undelivered(CONFIRM, question_bounced)]
