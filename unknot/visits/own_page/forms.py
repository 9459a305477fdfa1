"""Who holds the link? A birth date, or a code that was mailed."""

from django import forms


class BornForm(forms.Form):
    """The birth date, to be compared with the one on record."""

    born_on = forms.DateField(
        label="Date of birth",
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}),
        error_messages={"required": "Give the day, the month and the year."},
    )


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label="The six digits from the mail",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Type the six digits, or ask for a new code."},
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())
