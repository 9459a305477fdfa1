"""Two sheets of one person become one: of each thing, what was said last holds, in any order of events."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.telling import NOW, a_client, tell
from unknot.accounts.models import Link, User
from unknot.audit.actions import SYSTEM
from unknot.clients.actions import join_row
from unknot.clients.models import Client
from unknot.intake.actions import (
    catch_up,
    claim_dossier,
    client_sheet,
    continue_client,
    erase_expired,
    give_reason,
    join_sheets,
    new_dossier,
    sheet_that_holds,
)
from unknot.intake.merging import newer_reason, newer_sayings, newest_by_entry
from unknot.intake.models import Reason, Saying, Sheet
from unknot.intake.reading import newest_reason, newest_sayings

STAFF = Saying.By.STAFF
REASON = {"goals": ["wellness"], "areas": [{"region": "neck_back"}], "medicines": ["zinc"]}


def minute(number: int) -> Any:
    return NOW + timedelta(minutes=number)


def holds(sheet: Sheet, entry_id: str) -> Any:
    return newest_sayings(sheet)[entry_id].statements[0]["answer"]


def a_known_client(**answers: Any) -> tuple[Client, Sheet]:
    client = a_client()
    own = client_sheet(client, now=NOW)
    tell(own, **answers)
    give_reason(own, by=SYSTEM, now=NOW, **REASON)
    return client, own


# Each event: where, at which minute, what is said of osteoporosis. Minute 0: "no" on the client's own sheet.
ORDERS = [
    ([("begin", 1, None)], False, "nothing new was said"),
    ([("begin", 1, None), ("dossier", 2, True)], True, "the client says what has changed"),
    ([("begin", 1, None), ("own", 2, True)], True, "an old no takes back nothing that staff recorded since"),
    ([("begin", 1, None), ("dossier", 2, False), ("own", 3, True)], True, "nor one said before staff's"),
    ([("begin", 1, None), ("own", 2, True), ("dossier", 3, False)], False, "but one said after it holds"),
    ([("own", 1, True), ("begin", 2, None)], True, "what stood when it began goes with it"),
    ([("own", 1, True), ("begin", 2, None), ("dossier", 3, False)], False, "and may be said otherwise"),
    ([("begin", 1, None), ("dossier", 2, True), ("own", 3, "not sure")], "not sure", "staff are not sure"),
    (
        [("begin", 1, None), ("dossier", 2, True), ("own", 2, False)],
        False,
        "at the same moment the practice's own",
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("events", "wanted", "remark"), ORDERS, ids=[remark for *_, remark in ORDERS])
def test_what_was_said_last_holds_after_the_booking(events: Any, wanted: Any, remark: str) -> None:
    client, own = a_known_client(osteoporosis=False)
    dossier = own
    for where, at, said in events:
        if where == "begin":
            dossier, _ = continue_client(client, by=SYSTEM, now=minute(at))
        else:
            target, by = (own, STAFF) if where == "own" else (dossier, Saying.By.CLIENT)
            tell(target, said_by=by, at=minute(at), osteoporosis=said)
    claim_dossier(dossier, client=client, by=SYSTEM, now=minute(9))
    assert holds(own, "osteoporosis") == wanted, remark


@pytest.mark.django_db
def test_a_dossier_that_continues_somebody_begins_with_what_they_said() -> None:
    client, own = a_known_client(osteoporosis=True, fever=False)
    own.opened = ["bones"]
    own.save()
    dossier, _ = continue_client(client, only_at_home=True, by=SYSTEM, now=minute(1))
    assert (dossier.client, dossier.continues, dossier.practice) == (None, client, client.practice)
    assert (dossier.born_on, dossier.sex, dossier.opened) == (client.born_on, client.sex, ["bones"])
    assert dossier.only_at_home
    copied = newest_sayings(dossier)
    assert {id: row.statements for id, row in copied.items()} == {
        id: row.statements for id, row in newest_sayings(own).items()
    }
    assert {(row.said_at, row.said_by) for row in copied.values()} == {(NOW, "client")}
    reason = newest_reason(dossier)
    assert reason is not None
    assert {name: getattr(reason, name) for name in REASON} == REASON


@pytest.mark.django_db
def test_a_client_of_whom_nothing_is_known_continues_with_nothing() -> None:
    dossier, _ = continue_client(a_client(born_on=None), by=SYSTEM, now=NOW)
    assert dossier.born_on is None
    assert not newest_sayings(dossier)
    assert newest_reason(dossier) is None


@pytest.mark.django_db
def test_a_dossier_that_continues_somebody_goes_after_thirty_days_and_leaves_the_client() -> None:
    client, own = a_known_client(osteoporosis=True)
    dossier, _ = continue_client(client, by=SYSTEM, now=NOW)
    assert erase_expired(now=NOW + timedelta(days=30)) == 1
    assert not Sheet.objects.filter(pk=dossier.pk).exists()
    assert not Link.objects.filter(scope=Link.Scope.DOSSIER).exists()
    assert holds(own, "osteoporosis") is True


@pytest.mark.django_db
def test_booking_twice_from_two_dossiers_keeps_what_was_said_last() -> None:
    client, own = a_known_client(osteoporosis=False, fever=False)
    first, _ = continue_client(client, by=SYSTEM, now=minute(1))
    second, _ = continue_client(client, by=SYSTEM, now=minute(1))
    tell(second, at=minute(2), osteoporosis=True)
    tell(first, at=minute(3), fever=True)
    for each in (first, second, first):
        claim_dossier(each, client=client, by=SYSTEM, now=minute(5))
    assert (holds(own, "osteoporosis"), holds(own, "fever")) == (True, True)
    assert Saying.objects.filter(sheet=own).count() == 4, "nothing is copied twice"


# Each: what is given on the own sheet and in the dossier, by minute; and what then holds of the reason.
TOLD = [
    ({}, {2: {"goals": ["sleep"]}}, {"goals": ["sleep"], "medicines": ["zinc"]}, "a new goal"),
    ({3: {"medicines": ["zinc", "apixaban"]}}, {2: {"medicines": []}}, {"medicines": ["zinc", "apixaban"]}, "older"),
    ({2: {"medicines": ["zinc", "apixaban"]}}, {3: {"goals": ["sleep"]}},
     {"goals": ["sleep"], "medicines": ["zinc", "apixaban"]}, "what a dossier only repeats is as old as it was"),
    ({2: {"areas": []}}, {3: {"medicines": []}}, {"areas": [], "medicines": []}, "each part by itself"),
    ({2: {"notes": ["slipped disc"]}}, {3: {"wishes": {"pressure": 2}}},
     {"notes": ["slipped disc"], "wishes": {"pressure": 2}}, "what was written meanwhile stays"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("here", "there", "wanted", "remark"), TOLD, ids=[remark for *_, remark in TOLD])
def test_what_brings_somebody_is_that_said_last_part_by_part(
    here: Any, there: Any, wanted: Any, remark: str
) -> None:
    client, own = a_known_client(fever=False)
    dossier, _ = continue_client(client, by=SYSTEM, now=minute(1))
    events = [
        (at, sheet, each) for sheet, told in ((own, here), (dossier, there)) for at, each in told.items()
    ]
    for at, sheet, parts in sorted(events, key=lambda event: event[0]):
        give_reason(sheet, by=SYSTEM, now=minute(at), **parts)
    claim_dossier(dossier, client=client, by=SYSTEM, now=minute(9))
    reason = newest_reason(own)
    assert {name: getattr(reason, name) for name in wanted} == wanted, remark


@pytest.mark.django_db
def test_what_staff_said_a_line_means_stays_beside_a_new_line_with_its_doubt() -> None:
    """A doubt that is lost would be read as sure."""
    client, own = a_known_client(fever=False)
    staff = User.objects.create_user("amira@example.org", "a long enough password", name="Amira")
    dossier, _ = continue_client(client, by=SYSTEM, now=minute(1))
    give_reason(
        dossier,
        by=SYSTEM,
        now=minute(2),
        medicines=["zinc", "warfin"],
        medicines_meant={"warfin": "not sure"},
    )
    meant = {"is": [], "said_by": "staff"}
    give_reason(own, by=SYSTEM, now=minute(3), user=staff, medicines_meant={"zinc": meant})
    claim_dossier(dossier, client=client, by=SYSTEM, now=minute(9))
    reason = newest_reason(own)
    assert reason is not None
    assert reason.medicines == ["zinc", "warfin"]
    assert reason.medicines_meant == {"zinc": meant, "warfin": "not sure"}


@pytest.mark.django_db
def test_what_is_said_on_the_sheet_of_a_joined_row_is_said_on_the_one_that_holds() -> None:
    client, own = a_known_client(osteoporosis=False)
    double = a_client(practice=client.practice)
    stale = client_sheet(double, now=NOW)
    Client.objects.filter(pk=double.pk).update(joined_into=client)
    assert sheet_that_holds(stale, now=NOW) == own
    tell(stale, at=minute(1), osteoporosis=True)
    give_reason(stale, by=SYSTEM, now=minute(1), goals=["sleep"])
    assert holds(own, "osteoporosis") is True
    reason = newest_reason(own)
    assert reason is not None
    assert (reason.goals, reason.medicines) == (["sleep"], ["zinc"])
    assert not Saying.objects.filter(sheet=stale).exists()


@pytest.mark.django_db
def test_a_dossier_catches_up_once_with_what_was_said_since_it_began() -> None:
    client, own = a_known_client(osteoporosis=False)
    dossier, _ = continue_client(client, by=SYSTEM, now=minute(1))
    assert not catch_up(dossier, by=SYSTEM, now=minute(1)), "nothing was said since"
    tell(own, said_by=STAFF, at=minute(2), osteoporosis=True)
    give_reason(own, by=SYSTEM, now=minute(2), notes=["a fall"])
    give_reason(own, by=SYSTEM, now=minute(3), notes=[], medicines=["apixaban"])
    assert catch_up(dossier, by=SYSTEM, now=minute(4))
    reason = newest_reason(dossier)
    assert reason is not None
    assert (holds(dossier, "osteoporosis"), reason.medicines) == (True, ["apixaban"])
    assert not catch_up(dossier, by=SYSTEM, now=minute(5)), "what was said and taken back is nothing new"


@pytest.mark.django_db
def test_a_dossier_of_nobody_has_nothing_to_catch_up_with() -> None:
    dossier, _ = new_dossier(for_whom="self", now=NOW)
    assert not catch_up(dossier, by=SYSTEM, now=NOW)


# Each: what the older row's sheet says of pregnancy, as whose; what the newer's says later, as whose; what then holds.
SEXES = [
    ("female", True, "male", False, (True, ""), "a no that only a man's way left out takes back nothing"),
    ("male", False, "female", True, (True, ""), "and a yes is heard beside one"),
    ("female", True, "female", False, (False, "female"), "a no that was given does"),
    ("female", True, "", False, (False, "female"), "also where the sex was not said"),
    ("female", None, "male", False, (None, ""), "what nobody was asked stays open"),
    ("male", False, "male", False, (False, "male"), "for a man it stays left out"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sex", "said", "other_sex", "later", "wanted", "remark"), SEXES, ids=[r for *_, r in SEXES]
)
def test_a_no_that_nobody_gave_clears_nobody_when_two_rows_become_one(
    sex: str, said: Any, other_sex: str, later: Any, wanted: Any, remark: str
) -> None:
    kept = a_client(sex=sex)
    gone = a_client(practice=kept.practice, sex=other_sex, made_at=minute(1))
    own, theirs = client_sheet(kept, now=NOW), client_sheet(gone, now=NOW)
    for sheet, at, each in ((own, 0, said), (theirs, 1, later)):
        if each is not None:
            tell(sheet, at=minute(at), pregnancy=each)
    joined = join_row(kept, gone, mail_of_newer=False, by=SYSTEM)
    assert joined is not None
    join_sheets(joined[1], to=joined[0], now=minute(2))
    held = newest_sayings(own).get("pregnancy")
    own.refresh_from_db()
    assert (held and held.statements[0]["answer"], own.sex) == wanted, remark


# ---- for any order of events

ENTRIES = ("osteoporosis", "fever", "hypotension")
EVENTS = st.lists(
    st.tuples(st.sampled_from(("own", "first", "second", "claim first", "claim second")),
              st.sampled_from(ENTRIES), st.integers(0, 99)), max_size=24
)  # fmt: skip


class Sayings:
    """Rows of sheets, kept as the database keeps them: in the order in which they were written."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Saying]] = {}
        self.number = 0

    def write(self, where: str, entry_id: str, value: int, at: int) -> None:
        self.number += 1
        row = Saying(pk=self.number, entry_id=entry_id, statements=[{"answer": value}], said_at=minute(at))
        self.rows.setdefault(where, []).append(row)

    def bring_over(self, source: str, to: str) -> None:
        for row in newer_sayings(self.rows.get(source, []), self.rows.get(to, [])):
            at = (row.said_at - NOW) // timedelta(minutes=1)
            self.write(to, row.entry_id, row.statements[0]["answer"], at)

    def latest(self, *where: str) -> dict[str, Any]:
        rows = [row for each in where for row in self.rows.get(each, [])]
        return {row.entry_id: row.said_at for row in sorted(rows, key=lambda row: row.said_at)}


@given(events=EVENTS)
def test_after_a_merge_the_newest_of_each_entry_holds(events: Iterable[tuple[str, str, int]]) -> None:
    kept = Sayings()
    for at, (what, entry_id, value) in enumerate(events):
        source = what.removeprefix("claim ")
        if source == what:
            kept.write(what, entry_id, value, at)
            continue
        wanted = kept.latest("own", source)
        kept.bring_over(source, "own")
        held = newest_by_entry(kept.rows.get("own", []))
        assert {id: row.said_at for id, row in held.items()} == wanted


@given(events=EVENTS)
def test_a_second_merge_of_the_same_changes_nothing(events: Iterable[tuple[str, str, int]]) -> None:
    kept = Sayings()
    for at, (what, entry_id, value) in enumerate(events):
        kept.write(what, entry_id, value, at)
    kept.bring_over("first", "own")
    assert newer_sayings(kept.rows.get("first", []), kept.rows.get("own", [])) == []


PARTS = st.fixed_dictionaries(
    {}, optional={
        "goals": st.lists(st.sampled_from(("sleep", "wellness")), max_size=2, unique=True),
        "medicines": st.lists(st.sampled_from(("zinc", "apixaban")), max_size=2, unique=True),
        "medicines_meant": st.dictionaries(st.sampled_from(("zinc", "apixaban")), st.just("not sure"), max_size=2),
    },
)  # fmt: skip


def reasons(given_parts: Iterable[Any], *, first_at: int) -> list[Reason]:
    """Rows as `give_reason` writes them: each holds all that was said before."""
    rows, kept = list[Reason](), dict[str, Any]()
    for number, parts in enumerate(given_parts):
        kept = kept | parts
        rows.append(Reason(pk=number + 1, said_at=minute(first_at + 2 * number), **kept))
    return rows


@given(here=st.lists(PARTS, max_size=4), there=st.lists(PARTS, max_size=4))
def test_of_a_reason_nothing_older_takes_the_place_of_something_newer(here: Any, there: Any) -> None:
    mine, theirs = reasons(here, first_at=0), reasons(there, first_at=1)
    if not mine or not theirs:
        return
    held = (newer_reason(theirs, mine) or ({}, None))[0]
    for name in ("goals", "medicines"):
        here_at, there_at = _last_change(mine, name), _last_change(theirs, name)
        if here_at and there_at:
            last = mine[-1] if here_at > there_at else theirs[-1]
            assert held.get(name, getattr(mine[-1], name)) == getattr(last, name)


def _last_change(rows: list[Reason], name: str) -> Any:
    """When what holds of a part was said, by the slow way: back from the end for as long as it was the same."""
    if getattr(rows[-1], name) in (None, [], ""):
        return None
    at = rows[-1].said_at
    for row in reversed(rows):
        if getattr(row, name) != getattr(rows[-1], name):
            break
        at = row.said_at
    return at
