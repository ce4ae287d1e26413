"""Where an initiative is and who uses it, over time; how the common lives; what its check-list still asks for."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Initiative
from tremplin.core.fields import RefField
from tremplin.directory.models import Body, Territory
from tremplin.people.models import Person
from tremplin.support.states import CheckState, CommonsKind, PlaceKind


class Place(models.Model):
    """A site of an initiative, or a territory where it is in use, from one day to another."""

    ref = RefField()
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="places")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", verbose_name=_("where"))
    kind = models.CharField(_("kind"), max_length=10, choices=PlaceKind)
    name = models.CharField(_("name of the site"), max_length=160, blank=True)
    from_day = models.DateField(_("since"))
    until_day = models.DateField(_("until"), null=True, blank=True)
    ended_why = models.CharField(_("why it ended"), max_length=300, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["initiative", "from_day", "pk"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PlaceKind.values), name="place_kind_known"),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")), name="place_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.territory)


class Reuser(models.Model):
    """A public user of a common: who, for what, since when; named in public only once it agreed."""

    ref = RefField()
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="reusers")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="reuses")
    name = models.CharField(_("name"), max_length=200)
    use = models.CharField(_("what they use it for"), max_length=300)
    from_day = models.DateField(_("since"))
    until_day = models.DateField(_("until"), null=True, blank=True)
    public = models.BooleanField(_("it agrees to be named in public"), default=False)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["initiative", "from_day", "pk"]
        verbose_name = _("public user")
        verbose_name_plural = _("public users")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")), name="reuser_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CommonsRecord(models.Model):
    """How the common lives on a day, as its team says it; the next record stands beside, never over it."""

    ref = RefField()
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="commons_records")
    on = models.DateField(_("on"))
    contributors = models.PositiveIntegerField(_("people who contributed in the last year"), null=True, blank=True)
    regulars = models.PositiveIntegerField(_("of whom every month"), null=True, blank=True)
    decides = models.TextField(_("who decides, and how one takes part"), blank=True)
    maintains = models.TextField(_("who maintains it"), blank=True)
    pays = models.TextField(_("who pays for it"), blank=True)
    one_person = models.TextField(_("what would stop if the most present person left"), blank=True)
    without_state = models.TextField(_("what would happen if the State stopped helping"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["initiative", "-on", "-pk"]
        verbose_name = _("record of the life of a common")
        verbose_name_plural = _("records of the life of commons")
        constraints = [
            models.CheckConstraint(
                condition=Q(contributors=None) | Q(regulars=None) | Q(regulars__lte=F("contributors")),
                name="commonsrecord_regulars_among_contributors",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative} {self.on:%Y-%m-%d}"


class Check(models.Model):
    """One item of a check-list (`engine.checklists`), answered with its evidence; read from a file when it could be."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="checks")
    list = models.CharField(max_length=10, choices=CommonsKind)
    key = models.CharField(max_length=40)
    state = models.CharField(max_length=14, choices=CheckState)
    evidence = models.TextField(_("evidence: an address, or a few words"), blank=True)
    # what was read in the publiccode.yml, and not yet confirmed
    read = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["initiative", "list", "key"]
        verbose_name = _("item of a check-list")
        verbose_name_plural = _("items of check-lists")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "list", "key"], name="check_once"),
            models.CheckConstraint(condition=Q(list__in=CommonsKind.values), name="check_list_known"),
            models.CheckConstraint(condition=Q(state__in=CheckState.values), name="check_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.key}"
