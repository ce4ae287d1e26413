"""How to reach the team."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from tremplin.content.pages.base import LEAD, BasePage, words
from tremplin.core import offers


class ContactPage(BasePage):
    """Words on how to reach the team, and the way to its form."""

    confidentiality = words(_("what becomes of what people write"))

    template = "content/contact.html"
    content_panels = [*LEAD, FieldPanel("body"), FieldPanel("confidentiality")]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")
        ordering = ["path"]

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        context["form_url"] = reverse(offers.contact_form.value) if offers.contact_form.value else ""
        return context
