"""Moderation: the step of Wagtail's workflow that a second person takes, and the rule that makes it an obligation."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task

from tremplin.core.fields import RefField


class SiteRule(models.Model):
    """The one rule of the site: whether its pages are published by a second person. Without a row, they need not be."""

    ref = RefField()
    second_person = models.BooleanField(_("pages are published by a second person"), default=False)

    class Meta:
        verbose_name = _("rule of the site")
        verbose_name_plural = _("rules of the site")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="siterule_only_one")]

    def __str__(self) -> str:
        return str(_("A second person publishes") if self.second_person else _("Editors publish by themselves"))


class SecondReaderTask(Task):
    """A second reading: any editor in force but the writer of the words may approve, which publishes them."""

    class Meta:
        verbose_name = _("second reading")
        verbose_name_plural = _("second readings")
        ordering = ["pk"]

    # Wagtail's own signatures

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return True

    def user_can_unlock(self, obj: Any, user: Any) -> bool:
        return True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        from tremplin.content.second_reading import can_approve

        if not can_approve(obj, user):
            return []
        return [
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a comment"), True),
            ("reject", _("Ask for changes"), True),
        ]

    def on_action(self, task_state: Any, user: Any, action_name: str, **details: Any) -> Any:
        from tremplin.content.second_reading import can_approve, is_sound
        from tremplin.core.answers import require

        page = task_state.workflow_state.content_object
        require(can_approve(page, user))
        if action_name == "approve":
            require(is_sound(page))
        return super().on_action(task_state, user, action_name, **details)

    def get_task_states_user_can_moderate(self, user: Any, **options: Any) -> Any:
        from tremplin.content.second_reading import readings_for

        return self.task_states.filter(pk__in=[state.pk for state in readings_for(user)])

    @classmethod
    def get_description(cls) -> str:
        return str(_("Any editor may approve, except the one who wrote the words."))
