"""The forms of what still has to be asked after an answer, filled with what is known already."""

from typing import Any

from unknot.care.knowledge import knowledge_of
from unknot.care.models import Screening
from unknot.care.shown import entries_to_follow
from unknot.clinical.derived import Fact, facts_on, medicines_read
from unknot.clinical.entries import Entry
from unknot.clinical.knowledge import Knowledge
from unknot.intake.follow_ups import FollowUpsForm, as_shown
from unknot.intake.reading import client_on, newest_sayings


def follow_ups_of(screening: Screening, posted: Any) -> list[FollowUpsForm]:
    """A form for each entry with a follow-up still to be asked. Sent back as it stands, it loses nothing."""
    knowledge = knowledge_of(screening.practice)
    said = {id: row.statements[0] for id, row in newest_sayings(screening.sheet).items()}
    facts = _facts(screening, knowledge)
    return [
        FollowUpsForm(
            posted, entry=entry, regions=knowledge.regions,
            initial=as_shown(entry, said.get(entry.id, {})) | _sets_known(entry, facts.get(entry.id, ())),
        )
        for entry in entries_to_follow(screening, knowledge=knowledge)
    ]  # fmt: skip


def _facts(screening: Screening, knowledge: Knowledge) -> dict[str, tuple[Fact, ...]]:
    client = client_on(screening.sheet, knowledge=knowledge, on=screening.on)
    return facts_on(client, medicines_read(client, knowledge), knowledge=knowledge, on=screening.on)


def _sets_known(entry: Entry, facts: tuple[Fact, ...]) -> dict[str, list[str]]:
    """What other answers add to a list of this entry: unticked, the list would count as still to be answered."""
    return {
        name: sorted(value)
        for fact in facts
        for name, value in fact.attributes.items()
        if isinstance(value, frozenset) and name in entry.asks and entry.asks[name].type == "choices"
    }
