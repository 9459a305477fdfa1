"""A list to tick that ends with "none of these": the one field behind every such question."""

from collections.abc import Iterable
from typing import Any

from django import forms

NONE = "none"
NOT_BOTH = "You chose “None of these” and something else. Keep one or the other."


class TickList(forms.MultipleChoiceField):
    """Several choices, or none of them: never both. None is a button or a choice of its own on the page."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:
        """Whether `value` may be sent."""
        return value == NONE or super().valid_value(value)

    def clean(self, value: Any) -> list[str]:
        chosen: list[str] = super().clean(value)
        if NONE in chosen and len(chosen) > 1:
            raise forms.ValidationError(NOT_BOTH)
        return chosen


def fill_choices(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Put choices that are known only now behind the field `name`."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - the forms of this product name choice fields only
    field.choices = list(choices)
