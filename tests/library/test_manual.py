"""The manual has a page for everything, and every source and link on it leads somewhere."""

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from unknot.clinical.cases import read_cases
from unknot.clinical.entry_checks import SYSTEMS as KNOWN_SYSTEMS
from unknot.clinical.loading import base_folder, default_knowledge
from unknot.clinical.taper import taper_in_words
from unknot.library.pages.citing import link_of
from unknot.library.pages.manual import Manual, make_manual
from unknot.library.pages.page import Block, Card, Cited, Facts, Link, Links, Page, Paragraph, References
from unknot.library.pages.systems import SYSTEMS

KNOWLEDGE = default_knowledge()
CATALOGUE = KNOWLEDGE.catalogue
ON = date(2026, 11, 26)


@cache
def manual() -> Manual:
    return make_manual(KNOWLEDGE, cases=read_cases(base_folder() / "cases"), on=ON)


def of_kind(kind: str) -> list[Page]:
    return [page for page in manual().pages.values() if page.kind == kind]


def blocks(page: Page) -> Iterator[Block]:
    return (block for section in page.sections for block in section.blocks)


def links(page: Page) -> Iterator[Link]:
    yield page.up
    for block in blocks(page):
        if isinstance(block, Links):
            yield from block.items
        if isinstance(block, Card):
            yield from block.links


def cited(page: Page) -> Iterator[Cited]:
    for block in blocks(page):
        if isinstance(block, Paragraph | Card):
            yield from block.cited


def references(page: Page) -> list[Cited]:
    return [each for block in blocks(page) if isinstance(block, References) for each in block.cited]


def words(page: Page) -> str:
    """Everything that a page says."""
    parts = [page.title, page.lead, *page.mark_words]
    for block in blocks(page):
        match block:
            case Paragraph():
                parts.append(block.words)
            case Facts():
                parts += [f"{term} {said}" for term, said in block.rows]
            case Card():
                parts += [block.title, block.badge, *block.words, *block.mark_words]
                parts += [f"{term} {said}" for term, said in block.rows]
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("conditions", KNOWLEDGE.entries),
        ("techniques", CATALOGUE.techniques),
        ("goals", CATALOGUE.goals),
        ("questions", CATALOGUE.answers),
        ("evidence", CATALOGUE.evidence),
        ("measures", CATALOGUE.measures),
    ],
)
def test_each_row_of_a_kind_has_a_page_and_no_page_is_of_nothing(kind: str, rows: object) -> None:
    assert [page.ref.partition("/")[2] for page in of_kind(kind)] == list(rows)  # type: ignore[call-overload]


def test_every_dose_stands_on_the_page_of_a_goal() -> None:
    shown = {goal.dose for goal in CATALOGUE.goals.values()}
    assert shown == set(CATALOGUE.doses)
    for goal in CATALOGUE.goals.values():
        dose, said = CATALOGUE.doses[goal.dose], words(manual().pages[f"goals/{goal.id}"])
        for part in (
            dose.found,
            dose.expect,
            dose.review,
            taper_in_words(dose.taper),
            f"{dose.most_minutes} minutes",
        ):
            assert part in said, goal.id


def test_every_page_can_be_reached_from_the_index() -> None:
    reached, left = {"index"}, ["index"]
    while left:
        for link in links(manual().pages[left.pop()]):
            ref = link.ref.partition("#")[0]
            if ref not in reached:
                reached.add(ref)
                left.append(ref)
    assert reached == set(manual().pages)


def test_no_link_leads_nowhere() -> None:
    anchors = {page.ref: anchors_of(page) for page in manual().pages.values()}
    for page in manual().pages.values():
        for link in links(page):
            ref, _, anchor = link.ref.partition("#")
            assert ref in anchors, f"{page.ref}: {link}"
            assert not anchor or anchor in anchors[ref], f"{page.ref}: {link}"


def anchors_of(page: Page) -> set[str]:
    cards = {block.anchor for block in blocks(page) if isinstance(block, Card)}
    return {section.id for section in page.sections} | cards


def test_every_source_is_in_full_at_the_end_of_the_page_that_cites_it() -> None:
    for page in manual().pages.values():
        assert set(cited(page)) <= set(references(page)), page.ref
        numbers = [each.number for each in references(page)]
        assert numbers == list(range(1, len(numbers) + 1)), page.ref


def test_every_source_of_the_knowledge_is_listed_and_none_of_a_condition_is_lost() -> None:
    assert {each.key for each in references(manual().pages["about/sources"])} == set(KNOWLEDGE.sources)
    for entry in KNOWLEDGE.entries.values():
        named = {each.key for each in entry.sources}
        named |= {each.key for rule in entry.rules for each in rule.sources}
        assert {each.key for each in references(manual().pages[f"conditions/{entry.id}"])} == named


@pytest.mark.parametrize("kind", ["techniques", "goals", "questions", "conditions", "evidence", "measures"])
def test_no_page_of_a_kind_is_without_a_source(kind: str) -> None:
    assert [page.ref for page in of_kind(kind) if not references(page)] == []


def test_a_condition_says_what_its_entry_and_its_rules_say() -> None:
    for entry in KNOWLEDGE.entries.values():
        said = words(manual().pages[f"conditions/{entry.id}"])
        parts = [entry.question, entry.help, entry.disagreement, entry.written_by, entry.checked_by]
        parts += [str(entry.reviewed_on), str(entry.review_due)]
        parts += [ask.question for ask in entry.asks.values()]
        for rule in entry.rules:
            parts += [
                rule.words.because,
                rule.words.for_client,
                rule.words.for_therapist,
                rule.words.next_step,
            ]
        assert [part for part in parts if part not in said] == [], entry.id


def test_every_rule_has_a_card_that_is_a_red_flag_where_it_is_urgent() -> None:
    for entry in KNOWLEDGE.entries.values():
        page = manual().pages[f"conditions/{entry.id}"]
        cards = {
            section.id: {block.anchor for block in section.blocks if isinstance(block, Card)}
            for section in page.sections
        }
        for rule in entry.rules:
            assert rule.id.partition(".")[2] in cards["flags" if rule.is_urgent else "limits"], rule.id


def test_every_rule_is_shown_in_a_case_that_fires_it() -> None:
    for entry in KNOWLEDGE.entries.values():
        page = manual().pages[f"conditions/{entry.id}"]
        cases = [section for section in page.sections if section.id == "cases"]
        assert bool(cases) == bool(entry.rules), entry.id
        assert all(any(isinstance(block, Card) for block in section.blocks) for section in cases)


def test_marks_are_carried_and_spelt_out() -> None:
    for entry in KNOWLEDGE.entries.values():
        page = manual().pages[f"conditions/{entry.id}"]
        assert ("practice convention, not verified" in page.mark_words) == ("m" in entry.marks)


def test_contested_claims_are_marked_wherever_they_stand() -> None:
    by_title = {claim.title: claim.contested for claim in CATALOGUE.claims.values()}
    seen = set()
    for page in manual().pages.values():
        for block in blocks(page):
            if isinstance(block, Card) and block.title in by_title and page.kind != "conditions":
                assert (block.badge == "Contested") == by_title[block.title], page.ref
                seen.add(block.title)
    assert seen == set(by_title)


def test_research_says_how_sure_it_is() -> None:
    for technique in CATALOGUE.techniques.values():
        said = words(manual().pages[f"techniques/{technique.id}"])
        assert ("How sure" in said) == bool(technique.evidence), technique.id
        assert (technique.evidence or "no study") in said


def test_an_overdue_review_is_said_on_the_page() -> None:
    late = make_manual(KNOWLEDGE, cases=(), on=date(2030, 1, 1))
    assert "(overdue)" in words(late.pages["conditions/fever"])
    assert "(overdue)" not in words(manual().pages["conditions/fever"])


def test_every_body_system_has_a_plain_title() -> None:
    assert set(SYSTEMS) == set(KNOWN_SYSTEMS)


def test_every_condition_stands_in_the_index_of_its_system_once() -> None:
    listed = [link.ref for page in of_kind("systems") for link in links(page) if link.note]
    assert sorted(listed) == sorted(f"conditions/{each}" for each in KNOWLEDGE.entries)


@pytest.mark.parametrize(
    ("where", "link", "remark"),
    [
        ("Ann Fam Med 2014;12:112-20, doi:10.1370/afm.1602 (m)", "https://doi.org/10.1370/afm.1602", "a DOI"),
        (
            "doi:10.1089/acm.2009.0634, PMID 20809811",
            "https://doi.org/10.1089/acm.2009.0634",
            "the more lasting",
        ),
        ("PLoS One 2014, PMID 24586677", "https://pubmed.ncbi.nlm.nih.gov/24586677/", "an abstract"),
        ("Cochrane CD004871.pub5 (Feb 2024)", "https://doi.org/10.1002/14651858.CD004871.pub5", "a review"),
        ("J Clin Psychiatry, NCT01337713", "https://clinicaltrials.gov/study/NCT01337713", "a trial"),
        ("nccih.nih.gov, December 2018", "https://nccih.nih.gov/", "a site"),
        ("J Hum Hypertens (jhh.2014.52)", "", "no site, though it has dots"),
        ("Rheumatology 2003;42:1101-6", "", "a journal alone"),
    ],
)
def test_a_source_leads_to_where_it_is_kept(where: str, link: str, remark: str) -> None:
    assert link_of(where) == link, remark
