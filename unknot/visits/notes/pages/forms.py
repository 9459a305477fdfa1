"""What is typed about a note: words that are added, why it was in error, who may read it, and phrases of one's own."""

from collections.abc import Iterable
from typing import Any

from django import forms

from unknot.accounts.models import User
from unknot.booking.models import Appointment
from unknot.directory.saying_times import dated_words
from unknot.intake.ticking import fill_choices
from unknot.visits.models import Note, Phrase
from unknot.visits.notes.actions import MOST_WORDS
from unknot.visits.notes.content import SECTIONS
from unknot.visits.notes.keeping import LONGEST_REASON, may_be_named
from unknot.visits.notes.phrases import LONGEST
from unknot.visits.notes.wording import SECTION_TITLES

SECTION_CHOICES = [(each, SECTION_TITLES[each]) for each in SECTIONS]


class AmendForm(forms.Form):
    """What is added to a signed note."""

    words = forms.CharField(
        label="What is to be added?",
        help_text="It stands under the note with your name and the day. What was signed stays as it is.",
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write what is to be added."},
    )


class InErrorForm(forms.Form):
    """Why a note is struck out."""

    because = forms.CharField(
        label="Why?",
        help_text="For example: written for another client. Name nobody here.",
        max_length=LONGEST_REASON,
        error_messages={"required": "Say why; it stays with the note."},
    )


class AnewForm(forms.Form):
    """Which visit a note in error belongs to."""

    visit = forms.ChoiceField(
        label="Which visit does it belong to?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the visit.", "invalid_choice": "Choose one of these visits."},
    )

    def __init__(self, *args: Any, visits: Iterable[Appointment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visits = {str(each.pk): each for each in visits}
        told = {pk: dated_words(each.starts_at, each.location) for pk, each in self.visits.items()}
        fill_choices(self, "visit", [(pk, f"{self.visits[pk].client.name}, {told[pk]}") for pk in told])

    def chosen(self) -> Appointment:
        return self.visits[self.cleaned_data["visit"]]


class ReadersForm(forms.Form):
    """Who may read a note, besides its author and their supervisor."""

    privacy = forms.ChoiceField(
        label="Who may read this note?", choices=Note.Privacy.choices, widget=forms.RadioSelect
    )
    readers = forms.MultipleChoiceField(
        label="People I name",
        help_text="They may read it either way.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, note: Note, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(each.pk), each.name) for each in may_be_named(note)]
        fill_choices(self, "readers", people)

    def named(self) -> list[int]:
        return [int(each) for each in self.cleaned_data["readers"]]


class SupervisorForm(forms.Form):
    """Who signs instead of a supervisor who cannot."""

    supervisor = forms.ChoiceField(
        label="Who signs it instead?",
        help_text="Those who treat here, are licensed for this place and are not in training. They read the note.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who signs.", "invalid_choice": "Choose one of these people."},
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in people}
        fill_choices(self, "supervisor", [(pk, each.name) for pk, each in self.people.items()])

    def chosen(self) -> User:
        return self.people[self.cleaned_data["supervisor"]]


class PhraseForm(forms.Form):
    """Words that somebody writes often, and the section they belong to."""

    section = forms.ChoiceField(label="Section", choices=SECTION_CHOICES)
    words = forms.CharField(
        label="Words",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write the words."},
    )

    def __init__(self, *args: Any, phrase: Phrase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"section": phrase.section or SECTIONS[0], "words": phrase.words}
        self.phrase = phrase

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        same = {"user": self.phrase.user, "section": data.get("section"), "words": data.get("words")}
        if Phrase.objects.filter(**same).exclude(pk=self.phrase.pk).exists():
            self.add_error("words", "You keep these words already.")
        return data

    def written(self) -> Phrase:
        """The phrase as it was typed, not saved."""
        self.phrase.section, self.phrase.words = self.cleaned_data["section"], self.cleaned_data["words"]
        return self.phrase
