"""How often one network address may register or write: a few times an hour, whoever it says it is.

Counted in the cache, under a digest of the address: nothing of it is written anywhere, and it fades by itself.
"""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from tremplin.core import clock

# an office goes out by one address
MOST_IN_AN_HOUR = 20


def may_register_again(request: HttpRequest) -> bool:
    """Count one more registration; False when the hour is full."""
    return _once_more(request, "registrations")


def may_write_again(request: HttpRequest) -> bool:
    """Count one more message; False when the hour is full."""
    return _once_more(request, "messages")


def _once_more(request: HttpRequest, what: str) -> bool:
    address = get_adapter().get_client_ip(request)
    mark = salted_hmac("tremplin.community.pace", f"{address} {clock.now():%Y-%m-%d %H}").hexdigest()
    key = f"{what}-{mark}"
    cache.add(key, 0, timeout=3600)
    return bool(cache.incr(key) <= MOST_IN_AN_HOUR)
