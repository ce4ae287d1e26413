"""What the accessibility statement is made of: audits made by people, known faults, and the publisher's own words.

What it concludes from them is in `content/compliance.py`.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from tremplin.content.models.shown import Shown
from tremplin.core import clock
from tremplin.core.fields import Bilingual

CRITERIA = 106  # of the referential, RGAA 4.1.2


class AccessibilityAudit(Shown):
    """An audit made by people, on a day: how many criteria apply to the pages they checked, and how many are met."""

    audited_on = models.DateField(_("last day of the audit"))
    audited_by = models.CharField(_("made by"), max_length=200, help_text=_("The organisation, not a person’s name."))
    method = models.CharField(_("method"), max_length=100, default="RGAA 4.1.2")
    criteria_met = models.PositiveSmallIntegerField(_("criteria met"))
    criteria_applicable = models.PositiveSmallIntegerField(
        _("criteria that apply"),
        validators=[MinValueValidator(1), MaxValueValidator(CRITERIA)],
        help_text=_("Of the 106 criteria, those that concern the pages checked."),
    )
    pages = models.TextField(_("pages checked"), help_text=_("One a line: its name, its address."))
    environment = models.TextField(
        _("test environment"), help_text=_("One a line: browser, screen reader or other aid, with their versions.")
    )
    tools = models.TextField(_("tools"), blank=True, help_text=_("One a line."))
    report = models.URLField(_("address of the report"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("audited_on"), FieldPanel("audited_by"), FieldPanel("method")]),
        FieldRowPanel([FieldPanel("criteria_met"), FieldPanel("criteria_applicable")]),
        FieldPanel("pages"),
        FieldPanel("environment"),
        FieldPanel("tools"),
        FieldPanel("report"),
    ]

    class Meta:
        verbose_name = _("accessibility audit")
        verbose_name_plural = _("accessibility audits")
        ordering = ["-audited_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(criteria_met__lte=F("criteria_applicable")), name="accessibilityaudit_met_at_most_all"
            ),
            models.CheckConstraint(
                condition=Q(criteria_applicable__range=(1, CRITERIA)), name="accessibilityaudit_some_criteria"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audited_by}, {self.audited_on:%Y-%m-%d}"

    def clean(self) -> None:
        super().clean()
        faults: dict[str, Any] = {}
        if isinstance(self.audited_on, date) and self.audited_on > clock.today():
            faults["audited_on"] = _("This day is still to come: enter the audit once it is made.")
        if (
            self.criteria_met is not None
            and self.criteria_applicable is not None
            and self.criteria_met > self.criteria_applicable
        ):
            faults["criteria_met"] = _("More criteria are met than apply: check both numbers.")
        if faults:
            raise ValidationError(faults)


class FaultKind(models.TextChoices):
    FAULT = "fault", _("does not comply")
    DEROGATION = "derogation", _("derogation: disproportionate burden")
    EXEMPT = "exempt", _("not subject to the obligation")


class AccessibilityFault(Shown):
    """Something that does not work, for whom, and what will be done about it."""

    kind = models.CharField(_("which kind"), max_length=10, choices=FaultKind, default=FaultKind.FAULT)
    criterion = models.CharField(
        _("criterion"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^(1[0-3]|[1-9])\.\d{1,2}$", _("Write a criterion as 4.1."))],
        help_text=_("Its number in the referential, such as 4.1."),
    )
    what_fr = models.TextField(_("what does not work (French)"))
    what_en = models.TextField(_("what does not work (English)"), blank=True)
    what = Bilingual("what")
    whom_fr = models.CharField(_("for whom (French)"), max_length=300, blank=True)
    whom_en = models.CharField(_("for whom (English)"), max_length=300, blank=True)
    whom = Bilingual("whom")
    remedy_fr = models.TextField(_("remedy planned, or what to use meanwhile (French)"), blank=True)
    remedy_en = models.TextField(_("remedy planned, or what to use meanwhile (English)"), blank=True)
    remedy = Bilingual("remedy")
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    reason_fr = models.TextField(_("reason of the derogation or exemption (French)"), blank=True)
    reason_en = models.TextField(_("reason of the derogation or exemption (English)"), blank=True)
    reason = Bilingual("reason")

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("criterion"), FieldPanel("planned_for")]),
        FieldRowPanel([FieldPanel("what_fr"), FieldPanel("what_en")]),
        FieldRowPanel([FieldPanel("whom_fr"), FieldPanel("whom_en")]),
        FieldRowPanel([FieldPanel("remedy_fr"), FieldPanel("remedy_en")]),
        FieldRowPanel([FieldPanel("reason_fr"), FieldPanel("reason_en")]),
    ]

    class Meta:
        verbose_name = _("accessibility fault")
        verbose_name_plural = _("accessibility faults")
        ordering = ["kind", "planned_for", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FaultKind.values), name="accessibilityfault_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=FaultKind.FAULT) | ~Q(reason_fr=""), name="accessibilityfault_exception_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.what)[:80]

    def clean(self) -> None:
        super().clean()
        if self.kind != FaultKind.FAULT and not self.reason_fr.strip():
            raise ValidationError({"reason_fr": _("Say why: a derogation or an exemption is always given a reason.")})


class AccessibilityWords(Shown):
    """What only the publisher knows: who answers for the statement, since when, and how to write to them. One row."""

    publisher_fr = models.CharField(
        _("publisher (French)"), max_length=200, blank=True, help_text=_("Left empty: the authority named in the site.")
    )
    publisher_en = models.CharField(_("publisher (English)"), max_length=200, blank=True)
    publisher = Bilingual("publisher")
    established_on = models.DateField(_("statement made on"), null=True, blank=True)
    scheme = models.URLField(_("address of the scheme over several years"), blank=True)
    plan = models.URLField(_("address of the plan of this year"), blank=True)
    contact_email = models.EmailField(_("address to write to"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_fr = models.TextField(
        _("other ways to reach the publisher (French)"),
        blank=True,
        help_text=_("A postal address, opening hours, a relay service for deaf people…"),
    )
    contact_en = models.TextField(_("other ways to reach the publisher (English)"), blank=True)
    contact = Bilingual("contact")
    appeal_fr = models.TextField(
        _("other means of appeal (French)"),
        blank=True,
        help_text=_("The Defender of Rights is always named, with the three ways to reach it."),
    )
    appeal_en = models.TextField(_("other means of appeal (English)"), blank=True)
    appeal = Bilingual("appeal")
    only = models.BooleanField(default=True, editable=False, unique=True)

    panels = [
        FieldRowPanel([FieldPanel("publisher_fr"), FieldPanel("publisher_en")]),
        FieldPanel("established_on"),
        MultiFieldPanel([FieldPanel("scheme"), FieldPanel("plan")], heading=_("Commitments")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                FieldRowPanel([FieldPanel("contact_fr"), FieldPanel("contact_en")]),
            ],
            heading=_("Contact"),
        ),
        FieldRowPanel([FieldPanel("appeal_fr"), FieldPanel("appeal_en")]),
    ]

    class Meta:
        verbose_name = _("words of the accessibility statement")
        verbose_name_plural = _("words of the accessibility statement")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(only=True), name="accessibilitywords_one_row")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
