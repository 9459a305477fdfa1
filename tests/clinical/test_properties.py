"""What holds of every screening: over knowledge that is invented, and over the knowledge that is shipped."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.clinical import inventing
from tests.clinical.slow_evaluator import Plainly, World, differences, evaluate
from tests.clinical.small import TODAY, knowledge_of
from tests.clinical.toml_writing import written
from unknot.clinical.derived import DERIVATIONS, facts_on
from unknot.clinical.facts import Client, Facts, Person, Reading, Statement
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Answer, Decision
from unknot.clinical.loading import base_folder, default_knowledge, entry_parts, read_folder, read_settings
from unknot.clinical.pressure_bands import BANDS
from unknot.clinical.screening import Screening, screen
from unknot.clinical.trimesters import PREGNANCY, TRIMESTERS

MAY_START = (Decision.PROCEED, Decision.MODIFY)
EVIDENCE = ("stable", "healed", "until", "cleared_by", "cleared_on", "cleared_until")
CHANCE = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def rng(data: st.DataObject) -> random.Random:
    return random.Random(data.draw(st.integers(0, 2**32 - 1)))


@cache
def shipped_tables() -> dict[str, Any]:
    base = read_folder(base_folder())
    return {entry: part[0][1] for entry, part in entry_parts([base], read_settings(base, [])).items()}


def some_shipped(data: st.DataObject) -> dict[str, Any]:
    """A few shipped entries for a client to answer; the others are answered with no."""
    chosen = data.draw(st.sets(st.sampled_from(sorted(shipped_tables())), min_size=1, max_size=4))
    return {entry_id: shipped_tables()[entry_id] for entry_id in sorted(chosen)}


def shipped_client(data: st.DataObject, *, known: bool) -> Client:
    client = data.draw(inventing.clients(some_shipped(data), known=known))
    rest = [Statement(each, Answer.NO) for each in shipped_tables() if not client.facts.about(each)]
    stated = [each for each in rest if each.entry_id not in DERIVATIONS or each.entry_id == PREGNANCY]
    return replace(client, facts=Facts.of([*said_by(client), *stated]))


def said_by(client: Client) -> list[Statement]:
    return [each for said in client.facts.statements.values() for each in said]


def slowly(client: Client, knowledge: Knowledge, tables: dict[str, Any]) -> World:
    facts = facts_on(client, (), knowledge=knowledge, on=TODAY)
    plain = {
        entry_id: [
            Plainly(
                each.answer.value, each.attributes, each.said_on, each.said_by == "staff", each.derived,
                each.needs or frozenset((entry_id,)), each.at_least,
            )
            for each in held
        ]
        for entry_id, held in facts.items()
    }  # fmt: skip
    age, first = client.person.age_on(TODAY), client.person.first_visit
    return World(tables, plain, TODAY, knowledge.regions, age, first, client.answered_on)


def assert_equal(client: Client, knowledge: Knowledge, tables: dict[str, Any]) -> None:
    screening = screen(client, knowledge=knowledge, on=TODAY)
    assert list(differences(evaluate(slowly(client, knowledge, tables)), screening)) == []


def assert_no_looser(tight: Screening, loose: Screening) -> None:
    assert tight.limits.is_at_least_as_tight_as(loose.limits)


@CHANCE
@given(st.data())
def test_the_engine_equals_the_slow_evaluator(data: st.DataObject) -> None:
    tables = data.draw(inventing.tables)
    assert_equal(data.draw(inventing.clients(tables)), knowledge_of(tables), tables)


@CHANCE
@given(st.data())
def test_the_engine_equals_the_slow_evaluator_on_what_is_shipped(data: st.DataObject) -> None:
    tables = shipped_tables()
    some = data.draw(st.booleans())
    client = shipped_client(data, known=False) if some else data.draw(inventing.clients(some_shipped(data)))
    assert_equal(client, default_knowledge(), tables)


@CHANCE
@given(st.data())
def test_order_and_repetition_change_nothing(data: st.DataObject) -> None:
    tables = data.draw(inventing.tables)
    knowledge, client = knowledge_of(tables), data.draw(inventing.clients(tables))
    shuffled, twice = list(knowledge.entries.items()), said_by(client) * 2
    rng(data).shuffle(shuffled)
    rng(data).shuffle(twice)
    mixed = replace(
        knowledge, entries={entry_id: with_rules_mixed(each, data) for entry_id, each in shuffled}
    )
    again = screen(replace(client, facts=Facts.of(twice)), knowledge=mixed, on=TODAY)
    assert again == screen(client, knowledge=knowledge, on=TODAY)


def with_rules_mixed(entry: Any, data: st.DataObject) -> Any:
    rules = list(entry.rules) * 2
    rng(data).shuffle(rules)
    return replace(entry, rules=tuple(rules))


def worse_statement(data: st.DataObject, said: Statement, asks: Any) -> Statement:
    """The same answer or a worse one, with every follow-up equal or worse."""
    ladder = [Answer.NO, Answer.NOT_ASKED, Answer.NOT_SURE, Answer.YES]
    answer = data.draw(st.sampled_from(ladder[ladder.index(said.answer) :]))
    amount = data.draw(st.integers(0, 60))
    attributes = {
        name: inventing.made_worse(name, value, asks[name], amount) if name in asks else value
        for name, value in said.attributes.items()
    }
    return replace(said, answer=answer, attributes=attributes)


@CHANCE
@given(st.data())
def test_nothing_gets_looser_when_answers_get_worse(data: st.DataObject) -> None:
    tables = data.draw(inventing.tables)
    client = data.draw(inventing.clients(tables))
    worse = [worse_statement(data, each, tables[each.entry_id]["ask"]) for each in said_by(client)]
    check_monotone(client, worse, knowledge_of(tables))


@CHANCE
@given(st.data())
def test_nothing_shipped_gets_looser_when_answers_get_worse(data: st.DataObject) -> None:
    client = shipped_client(data, known=False)
    # Which trimester it is, is not a degree of risk: a date moves it either way.
    worse = [
        each
        if each.entry_id in (PREGNANCY, *TRIMESTERS)
        else worse_statement(data, each, shipped_tables()[each.entry_id].get("ask", {}))
        for each in said_by(client)
    ]
    check_monotone(client, worse, default_knowledge())


def check_monotone(client: Client, worse: list[Statement], knowledge: Knowledge) -> None:
    before = screen(client, knowledge=knowledge, on=TODAY)
    assert_no_looser(screen(replace(client, facts=Facts.of(worse)), knowledge=knowledge, on=TODAY), before)


def with_answers_missing(data: st.DataObject, client: Client) -> Client:
    """The same client, some of whose answers and follow-ups nobody asked for."""
    kept = []
    for each in said_by(client):
        fate = data.draw(st.sampled_from(("kept", "kept", "kept", "some", "not_sure", "not_asked")))
        if fate == "not_sure":
            kept.append(replace(each, answer=Answer.NOT_SURE))
        elif fate == "not_asked":
            kept.append(Statement(each.entry_id, Answer.NOT_ASKED))
        else:
            dropped = (
                data.draw(st.sets(st.sampled_from(sorted(each.attributes)))) if each.attributes else set()
            )
            names = set(each.attributes) - (dropped if fate == "some" else set())
            kept.append(replace(each, attributes={name: each.attributes[name] for name in sorted(names)}))
    return replace(client, facts=Facts.of(kept))


def contradicts_itself(said: Statement) -> bool:
    """A region on one side and the other side beside it: no less of an answer tells which is meant."""
    region, side = said.attributes.get("region"), said.attributes.get("side")
    if not isinstance(region, str) or side not in ("left", "right"):
        return False
    regions = default_knowledge().regions
    return not regions.expand(region) & regions.expand("whole_body", side=str(side))


def check_unknown(data: st.DataObject, full: Client, knowledge: Knowledge) -> None:
    """If a visit may start with answers unknown, it may start with every answer, under limits no looser."""
    assume(not any(contradicts_itself(each) for each in said_by(full)))
    partly = screen(with_answers_missing(data, full), knowledge=knowledge, on=TODAY)
    assume(partly.complete and not partly.at_the_visit and partly.decision in MAY_START)
    fully = screen(full, knowledge=knowledge, on=TODAY)
    assert fully.decision in MAY_START
    assert_no_looser(partly, fully)


@settings(CHANCE, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_may_start_unknown_may_start_with_every_answer(data: st.DataObject) -> None:
    tables = data.draw(inventing.tables)
    check_unknown(data, data.draw(inventing.clients(tables, known=True)), knowledge_of(tables))


CALM: dict[str, Any] = {
    "date": TODAY - timedelta(days=4000),
    "number": 200,
    "reading": Reading(118, 76),
    "side": "left",
    "text": "something",
    "region": "left_calf",
}
LETTER = {"cleared_by": "Dr A", "cleared_on": TODAY, "healed": True}


def calm_value(ask: Any) -> Any:
    """The mildest answer to a follow-up that a table can have."""
    if ask["type"] == "yes_no":
        return ask["worse"] == "evidence"
    if ask["type"] in ("choice", "choices"):
        return ask["choices"][0] if ask["type"] == "choice" else frozenset()
    if ask["type"] == "region" and "within" in ask:
        return sorted(default_knowledge().regions.expand(ask["within"]))[0]
    return CALM[ask["type"]]


def other_values(ask: Any) -> list[Any]:
    """Answers to a follow-up, from mild to bad."""
    lasts = {
        "yes_no": [True, False],
        "date": [TODAY - timedelta(days=back) for back in (0, 20, 60, 150, 3000)],
        "number": [0, 10, 30, 60, 1000],
        "reading": [Reading(150, 95), Reading(190, 120)],
        "side": ["left", "right", "both"],
        "region": sorted(default_knowledge().regions.expand(ask.get("within", "whole_body"))),
        "text": ["something else"],
    }
    if ask["type"] == "choices":
        return [frozenset(), frozenset(ask["choices"])]
    return list(ask["choices"]) if ask["type"] == "choice" else lasts[ask["type"]]


def calm_client(entry_id: str, attributes: dict[str, Any]) -> Client:
    """Somebody with nothing but this entry, every computed entry left to be computed."""
    rest = [
        Statement(each, Answer.NOT_ASKED if table["asked_of"] == "computed" else Answer.NO, all_no(table))
        for each, table in shipped_tables().items()
        if each != entry_id
    ]
    own = Statement(entry_id, Answer.YES, attributes, said_by="staff")
    return Client(Person(born=date(1980, 1, 1), first_visit=False), Facts.of([own, *rest]))


def all_no(table: Any) -> dict[str, Any]:
    return {name: False for name, ask in table.get("ask", {}).items() if ask["type"] == "yes_no"}


def unknown_and_known(entry_id: str) -> Iterator[tuple[Screening, Screening]]:
    """Screenings that may start with one follow-up missing, each beside those with every answer to it."""
    asks = shipped_tables()[entry_id].get("ask", {})
    calm = {**LETTER, **{name: calm_value(ask) for name, ask in asks.items()}}
    for name, ask in asks.items():
        if entry_id in BANDS and name == "reading":
            continue  # Who names the band has told how high it is; a reading beyond it names another band.
        missing = {each: value for each, value in calm.items() if each != name}
        partly = screen(calm_client(entry_id, missing), knowledge=default_knowledge(), on=TODAY)
        if partly.complete and not partly.at_the_visit and partly.decision in MAY_START:
            for value in other_values(ask):
                full = calm_client(entry_id, {**missing, name: value})
                if not any(contradicts_itself(each) for each in full.facts.about(entry_id)):
                    yield partly, screen(full, knowledge=default_knowledge(), on=TODAY)


def test_what_is_shipped_and_may_start_unknown_may_start_with_every_answer() -> None:
    pairs = [pair for entry_id in shipped_tables() for pair in unknown_and_known(entry_id)]
    assert len(pairs) > 100
    for partly, fully in pairs:
        assert fully.decision in MAY_START, [each.id for each in fully.findings]
        assert_no_looser(partly, fully)


def test_no_shipped_entry_may_go_unasked() -> None:
    knowledge = default_knowledge()
    for entry in knowledge.entries.values():
        asked = calm_client(entry.id, {})
        facts = {each: said for each, said in asked.facts.statements.items() if each != entry.id}
        screening = screen(replace(asked, facts=Facts(facts)), knowledge=knowledge, on=TODAY)
        if entry.asked_of == "client" and entry.rules:
            assert entry.id in screening.unresolved
        if entry.asked_of == "therapist":
            assert screening.at_the_visit == (entry.id,)


@CHANCE
@given(st.data())
def test_evidence_of_safety_never_loosens_an_urgency(data: st.DataObject) -> None:
    tables = data.draw(inventing.tables)
    check_evidence(data, data.draw(inventing.clients(tables)), knowledge_of(tables))


@CHANCE
@given(st.data())
def test_evidence_of_safety_never_loosens_a_shipped_urgency(data: st.DataObject) -> None:
    client = shipped_client(data, known=False)
    check_evidence(data, client, default_knowledge())


def check_evidence(data: st.DataObject, client: Client, knowledge: Knowledge) -> None:
    proof = {"stable": True, "healed": True, "cleared_by": "Dr A"}
    dates = {name: data.draw(inventing.days) for name in ("until", "cleared_on", "cleared_until")}
    safe = [
        replace(each, said_by="staff", attributes={**each.attributes, **proof, **dates})
        for each in said_by(client)
    ]
    before = screen(client, knowledge=knowledge, on=TODAY)
    after = screen(replace(client, facts=Facts.of(safe)), knowledge=knowledge, on=TODAY)
    urgent = {each.id: each.level for each in before.findings if each.is_urgent}
    assert after.urgency >= before.urgency
    assert urgent.items() <= {each.id: each.level for each in after.findings}.items()


@CHANCE
@given(st.data())
def test_a_letter_turns_its_own_finding_into_modify_and_no_other(data: st.DataObject) -> None:
    tables = data.draw(inventing.tables)
    knowledge, client = knowledge_of(tables), data.draw(inventing.clients(tables))
    entry_id = data.draw(st.sampled_from(inventing.IDS))
    letter = {"cleared_by": "Dr A", "cleared_on": TODAY, "cleared_until": TODAY}
    with_letter = [
        replace(each, said_by="staff", attributes={**each.attributes, **letter})
        if each.entry_id == entry_id
        else each
        for each in said_by(client)
    ]
    before = {each.id: each for each in screen(client, knowledge=knowledge, on=TODAY).findings}
    after = screen(replace(client, facts=Facts.of(with_letter)), knowledge=knowledge, on=TODAY)
    for each in after.findings:
        if each != before[each.id]:
            assert each.entry_id == entry_id
            assert each.level.decision is Decision.MODIFY
    assert before.keys() == {each.id for each in after.findings}


@CHANCE
@given(inventing.tables)
def test_knowledge_written_and_read_back_is_the_same(tables: dict[str, Any]) -> None:
    read = tomllib.loads(written(tables))
    assert knowledge_of(read).entries == knowledge_of(tables).entries
    assert knowledge_of(read).version == knowledge_of(tables).version


def test_what_is_shipped_written_and_read_back_is_the_same() -> None:
    tables = shipped_tables()
    assert tomllib.loads(written(tables)) == tables
