"""Places, and the bodies that are found there: what the official directory says, and what the team adds."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import FoldedField, RefField
from tremplin.directory.states import BODY_MOVES, BodyKind, BodyState, TerritoryKind


class Territory(models.Model):
    """A place of the official geographic code. Its key names it in an address: `department-31`."""

    ref = RefField()
    kind = models.CharField(_("kind"), max_length=10, choices=TerritoryKind)
    code = models.CharField(_("official code"), max_length=5)
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("inside")
    )

    class Meta:
        ordering = ["name", "kind", "code"]
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="territory_code_once"),
            models.CheckConstraint(condition=Q(kind__in=TerritoryKind.values), name="territory_kind_known"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="territory_not_inside_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.code}"


class Body(models.Model):
    """Any partner organisation, public or not. One that has an official identifier follows the official directory;
    it is never deleted: it closes, and may say which body came after it.
    """

    MOVES = BODY_MOVES

    ref = RefField()
    official_id = models.CharField(_("official identifier"), max_length=80, unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=300)
    # what the official directory called it when somebody renamed it by hand: the hand holds until that changes
    official_name = models.CharField(max_length=300, blank=True)
    acronym = models.CharField(_("acronym"), max_length=60, blank=True)
    former_names = models.TextField(_("former names, one a line"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind, default=BodyKind.OTHER)
    mission = models.TextField(_("mission"), blank=True)
    functions = models.TextField(_("functions held there, one a line"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    form_url = models.URLField(_("contact form"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    address = models.TextField(_("postal address"), blank=True)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name=_("territory")
    )
    parents = models.ManyToManyField(
        "self", through="Belonging", through_fields=("child", "parent"), symmetrical=False, related_name="children"
    )
    state = models.CharField(max_length=10, choices=BodyState, default=BodyState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    imported_at = models.DateTimeField(null=True, blank=True)
    folded = FoldedField(sources=("name", "acronym", "former_names"))

    class Meta:
        ordering = ["folded", "pk"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="body_has_a_name"),
            models.CheckConstraint(condition=Q(official_id=None) | ~Q(official_id=""), name="body_official_id_or_none"),
            models.CheckConstraint(condition=Q(kind__in=BodyKind.values), name="body_kind_known"),
            models.CheckConstraint(
                condition=Q(state=BodyState.OPEN, closed_at=None) | Q(state=BodyState.CLOSED, closed_at__isnull=False),
                name="body_closed_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(state=BodyState.CLOSED), name="body_successor_of_a_closed_one"
            ),
            models.CheckConstraint(condition=~Q(successor=F("pk")), name="body_not_its_own_successor"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name


class Belonging(models.Model):
    """A body is part of another; it may be part of several. Those of the official directory follow it."""

    parent = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="child_links")
    child = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="parent_links")
    official = models.BooleanField(default=False)

    class Meta:
        ordering = ["child", "pk"]
        verbose_name = _("belonging")
        verbose_name_plural = _("belongings")
        constraints = [
            models.UniqueConstraint(fields=["parent", "child"], name="belonging_once"),
            models.CheckConstraint(condition=~Q(parent=F("child")), name="belonging_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.parent_id} > {self.child_id}"


class Network(models.Model):
    """A set of bodies that know each other under one name."""

    ref = RefField()
    name = models.CharField(_("name"), max_length=200)
    bodies = models.ManyToManyField(Body, related_name="networks", blank=True, verbose_name=_("bodies"))

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="network_has_a_name")]

    def __str__(self) -> str:
        return self.name
