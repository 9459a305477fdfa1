"""How somebody is a day or two after a visit: how sore, and whether anything is not normal."""

from collections.abc import Iterable
from typing import Any

from django import forms

from unknot.clinical.vocabulary import Aftercare

NONE = "none"
LEAST_SORE, MOST_SORE = 0, 10


class CheckInForm(forms.Form):
    """Soreness, the signs that are not normal or none of them, and words."""

    soreness = forms.TypedChoiceField(
        label="How sore are you today?",
        coerce=int,
        choices=[(value, value) for value in range(LEAST_SORE, MOST_SORE + 1)],
        widget=forms.RadioSelect,
        error_messages={"required": "Tap a number. 0 is not sore at all."},
    )
    signs = forms.MultipleChoiceField(
        label="Is anything not normal?",
        help_text="Tick all that you have, or the last line.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what you have, or “None of these”."},
    )
    words = forms.CharField(
        label="Anything else your therapist should know",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, signs: Iterable[Aftercare], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(each.id, each.for_client) for each in signs]
        self.fields["signs"].choices = [*told, (NONE, "None of these")]  # type: ignore[attr-defined]

    def clean_signs(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["signs"]
        if NONE in ticked and len(ticked) > 1:
            raise forms.ValidationError("Some are ticked, and “None of these” too. Leave one of the two.")
        return [each for each in ticked if each != NONE]
