"""What is typed of where an initiative is, who uses it, how its common lives, and of its check-list."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.directory.queries.places import Place as Found
from tremplin.directory.queries.places import places_like, territory_by_key
from tremplin.programme.forms import DayInput
from tremplin.support.engine.checklists import Item
from tremplin.support.forms.relations import past_day
from tremplin.support.models import Check, CommonsRecord
from tremplin.support.states import CheckState, PlaceKind

OLDEST = timedelta(days=200 * 365)


def _day(day: date) -> date:
    if day < clock.today() - OLDEST:
        raise forms.ValidationError(_("This day is more than two hundred years ago: please check the year."))
    return past_day(day)


class PlaceForm(OnceMixin, Form):
    """`found`: the places the words may mean, when there are several: one of them is then chosen."""

    where = forms.CharField(
        label=_("Commune, department or region"),
        max_length=120,
        help_text=_("By its name or its number. For example: Aurillac, 15, Auvergne-Rhône-Alpes."),
    )
    chosen = forms.ChoiceField(label=_("Which one"), required=False, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What it is"), choices=PlaceKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name of the place"), max_length=160, required=False, help_text=_("For a site. For example: le verger.")
    )
    from_day = forms.DateField(label=_("Since"), widget=DayInput())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        typed = self.data.get("where", "") if self.is_bound else ""
        self.found: list[Found] = places_like(typed[:120])
        if len(self.found) > 1:
            self.fields["chosen"].choices = [(f"{one.key}|{one.label}", one.label) for one in self.found]  # type: ignore[attr-defined]
        else:
            del self.fields["chosen"]

    def clean_from_day(self) -> date:
        return _day(self.cleaned_data["from_day"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "where" not in cleaned:
            return cleaned
        exact = [one for one in self.found if one.exact]
        by_value = {f"{one.key}|{one.label}": one for one in self.found}
        chosen = by_value.get(cleaned.get("chosen", ""))
        if chosen is None and len(self.found) == 1:
            chosen = self.found[0]
        if chosen is None and len(exact) == 1:
            chosen = exact[0]
        if chosen is not None:
            territory = territory_by_key(chosen.key)
            cleaned["territory"] = territory
            # a commune that is not among the territories loaded here stands for its department, and keeps its name
            if not cleaned.get("name") and territory is not None and not chosen.label.startswith(territory.name):
                cleaned["name"] = chosen.label
        elif self.found:
            self.add_error("chosen", _("Several places have this name: please choose one."))
        else:
            self.add_error("where", _("No place of this name or number is known: please check it."))
        return cleaned


class ReuserForm(OnceMixin, Form):
    name = forms.CharField(
        label=_("Who uses it"), max_length=200, help_text=_("A body, a company, a group. No private person.")
    )
    use = forms.CharField(label=_("What for"), max_length=300)
    from_day = forms.DateField(label=_("Since"), widget=DayInput())
    public = forms.BooleanField(label=_("It agrees to be named in public"), required=False)

    def clean_from_day(self) -> date:
        return _day(self.cleaned_data["from_day"])


class PlaceEndForm(OnceMixin, Form):
    on = forms.DateField(label=_("Last day"), widget=DayInput())
    why = forms.CharField(label=_("Why it ended"), max_length=300)

    def clean_on(self) -> date:
        return past_day(self.cleaned_data["on"])


class RecordForm(OnceMixin, Form):
    """`before`: the last record, whose words are there to confirm or correct."""

    on = forms.DateField(label=_("As it is on"), widget=DayInput())
    contributors = forms.IntegerField(
        label=_("People who contributed in the last year"), required=False, min_value=0, max_value=10_000_000
    )
    regulars = forms.IntegerField(label=_("Of whom every month"), required=False, min_value=0, max_value=10_000_000)

    WORDS = ("decides", "maintains", "pays", "one_person", "without_state")

    def __init__(self, *args: Any, before: CommonsRecord | None = None, **options: Any) -> None:
        options["initial"] = {"on": clock.today()} | (
            {name: getattr(before, name) for name in ("contributors", "regulars", *self.WORDS)} if before else {}
        )
        super().__init__(*args, **options)
        for name in self.WORDS:
            label = str(CommonsRecord._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            label = f"{label[0].upper()}{label[1:]}"
            self.fields[name] = forms.CharField(
                label=label,
                max_length=4_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "class": "fr-input"}),
            )

    def clean_on(self) -> date:
        return past_day(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        all_people, often = cleaned.get("contributors"), cleaned.get("regulars")
        if all_people is not None and often is not None and often > all_people:
            self.add_error(
                "regulars", _("Those who contribute every month are among those who contributed in the year.")
            )
        if not any(cleaned.get(name) not in ("", None) for name in ("contributors", "regulars", *self.WORDS)):
            self.add_error(None, _("Please say at least one thing: a record that says nothing is not kept."))
        return cleaned


class ChecksForm(OnceMixin, Form):
    """One line for each item of a list: where it stands, and what shows it."""

    def __init__(
        self, *args: Any, items: tuple[Item, ...], standing: dict[str, Check], language: str, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.items = items
        for item in items:
            said = standing.get(item.key)
            self.fields[f"state-{item.key}"] = forms.ChoiceField(
                label=item.words(language),
                choices=[("", _("not looked at yet")), *CheckState.choices],
                required=False,
                initial=said.state if said else "",
                widget=forms.Select(attrs={"class": "fr-select"}),
            )
            self.fields[f"evidence-{item.key}"] = forms.CharField(
                label=_("What shows it"),
                max_length=2_000,
                required=False,
                initial=said.evidence if said else "",
                help_text=_("An address, or a few words."),
                widget=forms.TextInput(attrs={"class": "fr-input"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for item in self.items:
            if cleaned.get(f"state-{item.key}") == CheckState.YES and not cleaned.get(f"evidence-{item.key}"):
                self.add_error(f"evidence-{item.key}", _("Please say what shows it: an address, or a few words."))
        return cleaned


class PubliccodeForm(OnceMixin, Form):
    text = forms.CharField(
        label=_("The text of the publiccode.yml"),
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("Open the file, copy all of it, paste it here."),
    )
