"""Fills the diary of one place of the town-scale demo, and writes visits with their claims and busy weeks in bulk."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random

from unknot.booking.hours import wall_instant
from unknot.booking.models import Appointment, BusyWeek, Claim
from unknot.booking.weeks import cell_from, cell_holding, week_bytes, weeks_touched
from unknot.clients.models import Client
from unknot.config.demo.diary import MISSED, WEEKS_AHEAD, WEEKS_BEHIND, claims_of
from unknot.config.demo.town_people import Hired, slot_begins
from unknot.directory.models import Location, Room

SHARE_BEHIND = 0.78
"""The share of a therapist's visits that lie behind them."""
MINUTES, HANDS_ON = 60, 50
PRICE_CENTS = 11_000
BATCH = 500


@dataclass
class Diary:
    """One place: its rooms, and how many of them each instant has already taken."""

    location: Location
    rooms: list[Room]
    now: datetime
    chance: Random
    used: Counter[datetime] = field(default_factory=Counter)

    def visits_of(self, hired: Hired, clients: list[Client], count: int) -> Iterator[Appointment]:
        """`count` visits of one therapist to their own clients, behind and ahead, wherever a room is left."""
        behind, ahead = self._starts(hired)
        wanted = round(count * SHARE_BEHIND)
        past = list(self._with_room(behind, wanted))
        for number, (starts, room) in enumerate([*past, *self._with_room(ahead, count - len(past))]):
            yield self._visit(hired, clients[number % len(clients)], room, starts)

    def _starts(self, hired: Hired) -> tuple[list[datetime], list[datetime]]:
        """The starts of the therapist's week that lie behind, and those that lie ahead, each shuffled."""
        first = self.now.date() - timedelta(weeks=WEEKS_BEHIND)
        days = [first + timedelta(days=number) for number in range((WEEKS_BEHIND + WEEKS_AHEAD) * 7)]
        starts = [
            _start(self.location.time_zone, day, slot)
            for day in days
            if day.weekday() in hired.weekdays
            for slot in hired.slots
        ]
        behind = [each for each in starts if each + timedelta(minutes=MINUTES) <= self.now]
        ahead = [each for each in starts if each > self.now]
        self.chance.shuffle(behind)
        self.chance.shuffle(ahead)
        return behind, ahead

    def _with_room(self, starts: Iterable[datetime], wanted: int) -> Iterator[tuple[datetime, Room]]:
        for each in starts:
            if wanted <= 0:
                return
            if self.used[each] < len(self.rooms):
                yield each, self.rooms[self.used[each]]
                self.used[each] += 1
                wanted -= 1

    def _visit(self, hired: Hired, client: Client, room: Room, starts: datetime) -> Appointment:
        ends = starts + timedelta(minutes=MINUTES)
        state = self._state(ends)
        done = state == Appointment.State.FINISHED
        # Nobody answers for the people of this town: its visits ahead stay provisional and never lapse.
        return Appointment(
            practice=self.location.practice, client=client, therapist=hired.therapist, room=room,
            location=self.location, state=state, technique="swedish", minutes=MINUTES, starts_at=starts, ends_at=ends,
            hands_on_minutes=HANDS_ON, weighted_minutes=HANDS_ON, price_cents=PRICE_CENTS,
            currency=self.location.practice.currency, request_key=f"town-{hired.therapist.pk}-{starts:%Y%m%d%H%M}",
            booked_at=min(starts, self.now) - timedelta(days=7), started_at=starts if done else None,
            finished_at=ends if done else None,
        )  # fmt: skip

    def _state(self, ends: datetime) -> Appointment.State:
        if ends > self.now:
            return Appointment.State.PROVISIONAL
        return Appointment.State.MISSED if self.chance.random() < MISSED else Appointment.State.FINISHED


# Every therapist of a zone asks for the same few hundred instants.
@lru_cache(maxsize=16_384)
def _start(zone: str, day: date, slot: int) -> datetime:
    return wall_instant(day, slot_begins(slot), zone)


def write_visits(visits: Iterable[Appointment]) -> int:
    """Write visits, claims for all but those missed, and the busy weeks of resources that had none; how many visits."""
    written = Appointment.objects.bulk_create(visits, batch_size=BATCH)
    claims = claims_of(written)
    Claim.objects.bulk_create(claims, batch_size=BATCH)
    BusyWeek.objects.bulk_create(_busy_weeks(claims), batch_size=BATCH)
    return len(written)


def _busy_weeks(claims: list[Claim]) -> Iterator[BusyWeek]:
    """From the spans in memory: reading 300,000 visits back to rebuild them would take longer than writing them."""
    spans: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for claim in claims:
        span = (cell_holding(claim.from_at), cell_from(claim.until_at))
        for week in weeks_touched(*span):
            spans[claim.resource_id, week].append(span)
    for (resource, week), taken in spans.items():
        yield BusyWeek(resource_id=resource, week=week, bits=week_bytes(taken, week))
