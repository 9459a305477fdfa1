"""The home programme of a client, ticked off day by day: which items, and what was done in the last two weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from unknot.audit.actions import Actor, record
from unknot.care.aftercare import ShownProgramme, programme_at_home, shown_programme
from unknot.care.knowledge import knowledge_of
from unknot.care.models import Screening
from unknot.clients.actions import lock_person
from unknot.clients.models import Client
from unknot.clinical.plan import HomeStep
from unknot.drawing.home_days import draw_home_days
from unknot.drawing.markup import Drawn
from unknot.visits.after.kept_sheets import sheet_of
from unknot.visits.models import Aftercare, DoneAtHome

DAYS_SHOWN = 14


@dataclass(frozen=True)
class TickedItem:
    """One item with its last two weeks."""

    step: HomeStep
    is_done_today: bool
    picture: Drawn
    words: str


def programme_of(
    client: Client, screening: Screening | None, *, emergency_number: str
) -> ShownProgramme | None:
    """The programme as it was given last; before any visit, what the answers of now allow."""
    knowledge = knowledge_of(client.practice)
    made = Aftercare.objects.filter(visit__client=client).order_by("-visit__starts_at").first()
    if made is not None:
        sheet = sheet_of(made.sheet["words"])
        programme, signs = sheet.home, sheet.signs
    elif screening is not None:
        programme, signs = programme_at_home(screening)
    else:
        return None
    return shown_programme(programme, signs, knowledge=knowledge, emergency_number=emergency_number)


def ticked_items(client: Client, programme: ShownProgramme, *, today: date) -> list[TickedItem]:
    """Each item of the programme with the days on which it was done."""
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS_SHOWN))]
    rows = DoneAtHome.objects.filter(client=client, on__range=(days[0], today)).values_list("item", "on")
    done: dict[str, set[date]] = {}
    for item, on in rows:
        done.setdefault(item, set()).add(on)
    return [_item(each.step, days, done.get(each.step.id, set())) for each in programme.steps]


def _item(step: HomeStep, days: Sequence[date], done: set[date]) -> TickedItem:
    words = f"Done on {len(done)} of the last {len(days)} days"
    picture = draw_home_days(days, done, title=f"{step.title}: {words.lower()}", prefix=f"days-{step.id}")
    return TickedItem(step, days[-1] in done, picture, words)


@transaction.atomic
def tick(client: Client, item: str, *, on: date, done: bool, by: Actor) -> None:
    """Note that an item was done on a day, or that it was not after all. Ticking twice is ticking once."""
    client = lock_person(client.pk)
    if done:
        row, is_new = DoneAtHome.objects.get_or_create(client=client, item=item, on=on)
        if is_new:
            record("tick_at_home", by=by, subject=row, client_id=client.pk)
    elif DoneAtHome.objects.filter(client=client, item=item, on=on).delete()[0]:
        record("untick_at_home", by=by, subject=client, client_id=client.pk)
