"""What supporters accept to do, and what was asked of them: never more than they said."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.content.models import Topic
from tremplin.core.fields import RefField
from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.models.roadmaps import Need
from tremplin.support.states import ASKING_MOVES, AskingState, OfferKind, OfferPace


class Offer(models.Model):
    """One thing a supporter accepts to do: on which themes, how often, until when."""

    ref = RefField()
    supporter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offers", verbose_name=_("supporter"))
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(_("what I accept to do"), max_length=10, choices=OfferKind)
    words = models.TextField(_("in a few words"), blank=True)
    topics = models.ManyToManyField(Topic, related_name="offers", blank=True, verbose_name=_("themes"))
    bodies = models.ManyToManyField(Body, related_name="offers", blank=True, verbose_name=_("where I know people"))
    times = models.PositiveSmallIntegerField(_("how many times"), default=1)
    pace = models.CharField(_("how often"), max_length=10, choices=OfferPace, default=OfferPace.QUARTER)
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["supporter", "kind", "from_day", "pk"]
        verbose_name = _("offer of a supporter")
        verbose_name_plural = _("offers of supporters")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OfferKind.values), name="offer_kind_known"),
            models.CheckConstraint(condition=Q(pace__in=OfferPace.values), name="offer_pace_known"),
            models.CheckConstraint(condition=Q(times__gte=1), name="offer_at_least_once"),
            models.CheckConstraint(condition=Q(until_day__gte=F("from_day")), name="offer_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.supporter} – {self.get_kind_display()}"


class Asking(models.Model):
    """Something asked of a supporter, within what they offered; then done, or not, and thanked for."""

    MOVES = ASKING_MOVES

    ref = RefField()
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="askings")
    accompaniment = models.ForeignKey(
        Accompaniment, on_delete=models.CASCADE, null=True, blank=True, related_name="askings"
    )
    need = models.ForeignKey(Need, on_delete=models.SET_NULL, null=True, blank=True, related_name="askings")
    words = models.TextField(_("what is asked"))
    answer_by = models.DateField(_("answer hoped for by"))
    state = models.CharField(max_length=10, choices=AskingState, default=AskingState.ASKED)
    answer = models.TextField(_("answer"), blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("asking of a supporter")
        verbose_name_plural = _("askings of supporters")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AskingState.values), name="asking_state_known"),
            models.CheckConstraint(
                condition=~Q(state=AskingState.DONE) | Q(done_on__isnull=False), name="asking_done_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer} {self.asked_at:%Y-%m-%d}"
