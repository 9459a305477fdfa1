"""Measures as a person answers them: the items that may be shown, each as its published form has it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest, QueryDict

from unknot.clinical.errors import ClientFileError
from unknot.clinical.measures import Item, Measure
from unknot.clinical.motion import HIGHEST, LOWEST, Movement
from unknot.clinical.scoring import score
from unknot.visits.measuring.keeping import WHY_OTHERWISE, Given

NONE = "none"
NONE_OF_THESE = "None of these describes me today"


@dataclass(frozen=True)
class ShownItem:
    """One question on the page. `kind` says how it is answered: scale, choices, tick or number."""

    kind: str
    item: Item
    field: BoundField
    named: BoundField | None = None

    @property
    def low(self) -> str:
        """The words at the lower end of a scale."""
        return self.item.label_of(self.item.low)

    @property
    def high(self) -> str:
        return self.item.label_of(self.item.high)


@dataclass(frozen=True)
class ShownMeasure:
    """One measure on the page, with its attribution, which stands wherever its items do."""

    measure: Measure
    items: tuple[ShownItem, ...]
    none: BoundField | None
    errors: Sequence[str]


class MeasuresForm(forms.Form):
    """One or more measures on one page. Whatever is left out is left out; something has to be answered."""

    def __init__(
        self,
        *args: Any,
        measures: Iterable[Measure],
        named: Mapping[str, Mapping[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures = {each.id: each for each in measures}
        self.wrong: dict[str, str] = {}
        for measure in self.measures.values():
            self._ask(measure, (named or {}).get(measure.id, {}))

    def _ask(self, measure: Measure, named: Mapping[str, str]) -> None:
        for item in measure.asked:
            if item.named_by_client:
                self.fields[f"{measure.id}-{item.id}-named"] = forms.CharField(
                    label=item.text, required=False, max_length=120, initial=named.get(item.id, "")
                )
            self.fields[f"{measure.id}-{item.id}"] = field_of(measure, item)
        if is_ticked(measure):
            self.fields[f"{measure.id}-{NONE}"] = forms.BooleanField(label=NONE_OF_THESE, required=False)

    def shown(self) -> list[ShownMeasure]:
        """The page, measure by measure."""
        return [self._shown(each) for each in self.measures.values()]

    def _shown(self, measure: Measure) -> ShownMeasure:
        items = tuple(
            ShownItem(
                kind_of(measure, item),
                item,
                self[f"{measure.id}-{item.id}"],
                self[f"{measure.id}-{item.id}-named"] if item.named_by_client else None,
            )
            for item in measure.asked
        )
        none = self[f"{measure.id}-{NONE}"] if is_ticked(measure) else None
        wrong = self.wrong.get(measure.id)
        return ShownMeasure(measure, items, none, [wrong] if wrong else [])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        for measure in self.measures.values():
            if wrong := self._wrong(measure):
                self.wrong[measure.id] = wrong
        if self.wrong:
            raise forms.ValidationError(list(self.wrong.values()))
        if not any(self.answers(each) for each in self.measures.values()):
            raise forms.ValidationError("Nothing is answered yet. Answer what you can, or go back.")
        return data

    def _wrong(self, measure: Measure) -> str:
        answers = self.answers(measure)
        if is_ticked(measure) and self.cleaned_data.get(f"{measure.id}-{NONE}") and any(answers.values()):
            return f"{measure.title}: some are ticked, and “{NONE_OF_THESE}” too. Leave one of the two."
        unnamed = [each for each in answers if self._is_unnamed(measure, each)]
        if unnamed:
            return f"{measure.title}: say which activity you mean, beside each number."
        if answers:
            try:
                score(measure, answers)
            except ClientFileError as error:
                return f"{measure.title}: {error}"
        return ""

    def _is_unnamed(self, measure: Measure, item_id: str) -> bool:
        name = f"{measure.id}-{item_id}-named"
        return name in self.fields and not self.cleaned_data.get(name, "").strip()

    def given(self) -> list[Given]:
        """What was answered, measure by measure."""
        every = [Given(each, self.answers(each), self.named(each)) for each in self.measures.values()]
        return [each for each in every if each.answers]

    def answers(self, measure: Measure) -> dict[str, float]:
        """What was answered, by item id. A statement without a tick is a no once anything, or "none", is ticked."""
        given = {each.id: self.cleaned_data.get(f"{measure.id}-{each.id}") for each in measure.asked}
        if is_ticked(measure):
            told = any(given.values()) or self.cleaned_data.get(f"{measure.id}-{NONE}")
            return {item_id: int(bool(ticked)) for item_id, ticked in given.items()} if told else {}
        return {item_id: value for item_id, value in given.items() if value not in (None, "")}

    def named(self, measure: Measure) -> dict[str, str]:
        """The client's own words, for what they answered."""
        return {
            each: self.cleaned_data[f"{measure.id}-{each}-named"].strip()
            for each in self.answers(measure)
            if f"{measure.id}-{each}-named" in self.fields
        }


def is_ticked(measure: Measure) -> bool:
    """Statements to tick or leave, as in a published form where a blank is a no."""
    return measure.missing == "counts_as_no"


def kind_of(measure: Measure, item: Item) -> str:
    if is_ticked(measure):
        return "tick"
    if measure.scoring == "given":
        return "number"
    return "choices" if len(item.labels) == item.high - item.low + 1 else "scale"


def field_of(measure: Measure, item: Item) -> forms.Field:
    """The form field of an item, by how it is answered."""
    kind = kind_of(measure, item)
    if kind == "tick":
        return forms.BooleanField(label=item.text, required=False)
    if kind == "number":
        number: type[forms.IntegerField] = forms.IntegerField if measure.whole else forms.FloatField
        low, high = int(measure.low), int(measure.high)
        return number(label=f"{item.text} ({low} to {high})", required=False, min_value=low, max_value=high)
    steps, is_worded = range(item.low, item.high + 1), kind == "choices"
    choices = [(step, item.label_of(step) if is_worded else step) for step in steps]
    return forms.TypedChoiceField(
        label=item.text, required=False, choices=choices, coerce=int, empty_value=None,
        widget=forms.RadioSelect,
    )  # fmt: skip


def sent_among(measures: Iterable[Measure], sent: Mapping[str, Any]) -> list[Measure]:
    """The measures to which something was answered on a page that was sent."""
    filled = {name for name, value in sent.items() if value}
    asked = {each: (NONE, *(item.id for item in each.asked)) for each in measures}
    return [each for each, ids in asked.items() if filled & {f"{each.id}-{id}" for id in ids}]


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even where every box was left empty; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


class MotionForm(forms.Form):
    """Degrees of some movements, left and right where they are sided. What was not measured stays empty."""

    def __init__(self, *args: Any, movements: Iterable[Movement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.movements = tuple(movements)
        for movement in self.movements:
            for side in sides_of(movement):
                self.fields[f"{movement.id}-{side}"] = forms.IntegerField(
                    label=side.capitalize() or "Degrees", required=False,
                    min_value=LOWEST, max_value=HIGHEST,
                    widget=forms.NumberInput(attrs={"class": "degrees"}),
                )  # fmt: skip

    def shown(self) -> list[tuple[Movement, list[BoundField]]]:
        return [
            (movement, [self[f"{movement.id}-{side}"] for side in sides_of(movement)])
            for movement in self.movements
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self.degrees():
            raise forms.ValidationError(
                "Nothing is filled in yet. Give the degrees of at least one movement."
            )
        return data

    def degrees(self) -> dict[tuple[str, str], int]:
        """What was measured, by movement and side."""
        return {
            (movement.id, side): value
            for movement in self.movements
            for side in sides_of(movement)
            if (value := self.cleaned_data.get(f"{movement.id}-{side}")) is not None
        }


def sides_of(movement: Movement) -> tuple[str, ...]:
    return ("left", "right") if movement.sided else ("",)


class SeenForm(forms.Form):
    """What was done about something that had to be seen."""

    done = forms.CharField(
        label="What did you do?",
        max_length=200,
        error_messages={
            "required": "Say in a few words what you did, as in: called, advised to see a doctor."
        },
    )


class HeldForm(forms.Form):
    """What follows from a review, and why where it is not what was computed."""

    followed = forms.ChoiceField(
        label="What follows?",
        choices=[
            ("continue", "Go on as planned"),
            ("taper", "Space the visits out"),
            ("change", "Change the plan"),
            ("refer", "Send them to a clinician"),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="Why, where it is not what was computed", required=False, max_length=300)

    def __init__(self, *args: Any, computed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.computed = computed

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("followed", self.computed) != self.computed and not data.get("words"):
            self.add_error("words", WHY_OTHERWISE)
        return data
