"""The shapes of what people fill in before the health questions: for whom, what for, where, who they are."""

from datetime import date, timedelta
from typing import Any

from django import forms

from unknot.clinical.knowledge import Knowledge
from unknot.intake.models import Sheet
from unknot.intake.ticking import fill_choices

SINCE = (
    ("days", "A few days", 4),
    ("weeks", "A few weeks", 28),
    ("months", "A few months", 120),
    ("longer", "More than a year", 400),
)
"""How long, in a person's words, and the days each stands for: a rough start is enough to plan with."""
OLDEST_YEARS = 120


AT_HOME = "home"


class BeginForm(forms.Form):
    """What somebody is looking for, and for whom."""

    wanted = forms.ChoiceField(
        label="What are you looking for?",
        required=False,
        choices=[("", "A massage, and what helps at home"), (AT_HOME, "Only what I can do myself at home")],
        widget=forms.RadioSelect,
    )
    for_whom = forms.ChoiceField(
        label="Who is it for?",
        choices=[(Sheet.For.SELF, "Me"), (Sheet.For.CHILD, "My child"), (Sheet.For.SOMEONE, "Someone else")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who it is for."},
    )


class ReasonForm(forms.Form):
    """What brings a person: goals, and wishes that never widen a limit."""

    goals = forms.MultipleChoiceField(
        label="What would you like from it?",
        help_text="Choose one or two.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one. If you are unsure, take the last one."},
    )
    pressure = forms.ChoiceField(
        label="How firm do you like it?",
        required=False,
        widget=forms.RadioSelect,
        choices=[("", "You decide"), ("1", "Very light"), ("2", "Light"), ("3", "Medium"), ("4", "Firm")],
    )

    def __init__(self, *args: Any, knowledge: Knowledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = knowledge.catalogue.goals.values()
        fill_choices(self, "goals", ((goal.id, goal.for_client) for goal in goals))


class AreasForm(forms.Form):
    """Where, how strong, and since when."""

    areas = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    intensity = forms.TypedChoiceField(
        label="How strong is it on most days?",
        choices=[(str(number), str(number)) for number in range(11)],
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    since = forms.ChoiceField(
        label="For how long?",
        required=False,
        choices=[(key, label) for key, label, _ in SINCE],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, knowledge: Knowledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaves = knowledge.regions.leaves
        fill_choices(self, "areas", ((leaf.id, leaf.label) for leaf in leaves))

    def areas_said(self, *, on: date) -> list[dict[str, Any]]:
        """The areas in the shape of a client file."""
        days = {key: days for key, _, days in SINCE}.get(self.cleaned_data["since"])
        details: dict[str, Any] = {}
        if self.cleaned_data["intensity"] is not None:
            details["intensity"] = self.cleaned_data["intensity"]
        if days:
            details["since"] = (on - timedelta(days=days)).isoformat()
        return [{"region": region, **details} for region in self.cleaned_data["areas"]]


class WhoForm(forms.Form):
    """Birth date and sex: some health questions depend on them."""

    born_on = forms.DateField(
        label="Date of birth",
        help_text="Some advice depends on age.",
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}),
        error_messages={
            "required": "Give the date of birth, for example 1984-05-02.",
            "invalid": "That is not a date. Write it as year, month, day: 1984-05-02.",
        },
    )
    sex = forms.ChoiceField(
        label="Sex",
        help_text="Only to leave out questions that cannot apply, such as pregnancy.",
        choices=[("female", "Female"), ("male", "Male"), ("other", "Another"), ("", "Rather not say")],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_born_on(self) -> date:
        born: date = self.cleaned_data["born_on"]
        if born > self.today:
            raise forms.ValidationError(f"{born} is still to come. Give a date in the past.")
        if born.year < self.today.year - OLDEST_YEARS:
            raise forms.ValidationError(f"Nobody born in {born.year} is alive. Check the year.")
        return born


class KeepForm(forms.Form):
    """Where to send one's own link."""

    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We use it to send you the link, and for nothing else.",
        error_messages={"invalid": "That is not an e-mail address. It looks like name@example.org."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
