"""The editor's screens of the accessibility statement: its words, the audits made by people, the known faults."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from tremplin.content.models import AccessibilityAudit, AccessibilityFault, AccessibilityWords


class OneRow(ModelPermissionPolicy):
    """The row is there from the installation on: it is changed, never added nor deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "delete") and bool(super().user_has_permission(user, action))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action)


class WordsViewSet(SnippetViewSet):
    model = AccessibilityWords
    icon = "edit"
    menu_label = _("Words and contact")
    list_display = ["__str__", "established_on", "contact_email"]
    copy_view_enabled = False

    @property
    def permission_policy(self) -> OneRow:
        return OneRow(self.model)


class AuditViewSet(SnippetViewSet):
    model = AccessibilityAudit
    icon = "clipboard-list"
    menu_label = _("Audits")
    list_display = ["audited_on", "audited_by", "criteria_met", "criteria_applicable"]


class FaultViewSet(SnippetViewSet):
    model = AccessibilityFault
    icon = "warning"
    menu_label = _("Known faults")
    list_display = ["__str__", "criterion", "kind", "planned_for"]
    list_filter = ["kind"]


class AccessibilityStatementGroup(SnippetViewSetGroup):
    menu_label = _("Accessibility statement")
    menu_icon = "view"
    menu_order = 310
    items = (WordsViewSet, AuditViewSet, FaultViewSet)
