"""What this room does when one of its mails could not be delivered."""

from tremplin.core.offers import Undelivered
from tremplin.support.actions.bounces import introduction_bounced, nudge_bounced

TOLD = [
    Undelivered("support-introduction", introduction_bounced),
    Undelivered("support-nudge", nudge_bounced),
]
