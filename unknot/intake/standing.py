"""Where a person stands in the questions: what was said, what is left, and the page that comes next."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect

from unknot.accounts.gate import LinkRequest
from unknot.clinical.entries import Entry
from unknot.clinical.knowledge import Knowledge, Screen
from unknot.clinical.loading import default_knowledge
from unknot.clinical.questions import emergencies_left, screen_of, screens_for, unanswered
from unknot.intake.addresses import id_behind
from unknot.intake.models import Saying, Sheet
from unknot.intake.reading import newest_reason, newest_sayings, person_of
from unknot.intake.views import sheet_shown, today


@dataclass(frozen=True)
class Asked:
    """Where a person stands in the questions."""

    sheet: Sheet
    knowledge: Knowledge
    screens: list[Screen]
    said: dict[str, Saying]

    @property
    def left(self) -> list[Screen]:
        return unanswered(self.screens, self.said)

    def pages(self, here: Screen) -> list[Screen | None]:
        """The pages in order: lists without a gate, the page of the gates (None), lists behind opened gates, `here`."""
        opened, pages = self.sheet.opened or [], list[Screen | None]()
        for screen in self.screens:
            if screen.gate and None not in pages:
                pages.append(None)
            if not screen.gate or screen.id in opened or screen is here:
                pages.append(screen)
        return pages

    @property
    def emergencies_left(self) -> list[Entry]:
        return emergencies_left(self.screens, self.said, self.knowledge)

    def screen_behind(self, code: str) -> Screen | None:
        return screen_of(self.knowledge, id_behind(code, (each.id for each in self.knowledge.screens)))

    def next_address(self, token: str) -> HttpResponse:
        """The next page: the next list, the gates, the medicines, or the answer."""
        if self.left:
            if self.left[0].gate and self.sheet.opened is None:
                return redirect("intake:gates", token)
            return redirect("intake:screen", token, self.left[0].id)
        reason = newest_reason(self.sheet)
        if reason is None or reason.medicines is None:
            return redirect("intake:medicines", token)
        # Whoever comes back looks through what they said before, and changes more of it, or goes on from there.
        return redirect("intake:health" if self.sheet.continues else "care:follow", token)


def asked_of(request: LinkRequest) -> Asked:
    """For a page that shows what was said: the look goes on the record."""
    return where_in_questions(sheet_shown(request))


def where_in_questions(sheet: Sheet) -> Asked:
    knowledge = default_knowledge()
    screens = screens_for(knowledge, person=person_of(sheet), on=today())
    return Asked(sheet, knowledge, screens, newest_sayings(sheet))
