"""What this room knows of the steps of a season: news was asked of every initiative it supported."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import SeasonFact
from tremplin.programme.days import last_days
from tremplin.support.models import Accompaniment


def _asked(seasons: Collection[Any]) -> Mapping[int, date]:
    supports = Accompaniment.objects.filter(season__in=seasons).order_by()
    return last_days(seasons, supports.annotate(first=Min("check_ins__asked_at")).values_list("season", "first"))


def _address(season: Any) -> str:
    return reverse("community:news-list")


OWN = [SeasonFact("community-news", _("news was asked of every initiative supported"), _asked, _address)]
