"""Joints: every movement with its value, what else is given, how sure a measuring is, and what is not verified."""

from dataclasses import replace

from tests.library.test_manual import CATALOGUE, blocks, manual, references, words
from unknot.library.pages.motion import by_joint, degree_words, movement_words, standing_words
from unknot.library.pages.page import Card

PAGE = manual().pages["about/motion"]


def test_each_movement_stands_under_its_joint_with_every_value_that_is_given() -> None:
    shown = {section.id: words_of(section.id) for section in PAGE.sections}
    for row in CATALOGUE.movements.values():
        said = shown[row.joint]
        assert degree_words(row.degrees) in said, row.id
        for each in row.alternatives:
            assert f"{degree_words(each.degrees)} ({each.given_by})" in said, row.id
    assert len(by_joint(CATALOGUE.movements.values())) == len(shown) - len(("reading", "sources"))


def words_of(section_id: str) -> str:
    rows = (
        row
        for section in PAGE.sections
        if section.id == section_id
        for block in section.blocks
        for row in getattr(block, "rows", ())
    )
    return "\n".join(f"{term} {said}" for term, said in rows)


def test_errors_and_what_is_notable_stand_before_the_joints_with_their_marks() -> None:
    cards = {block.anchor: block for block in blocks(PAGE) if isinstance(block, Card)}
    assert list(cards) == list(CATALOGUE.thresholds)
    assert cards["two_testers"].words == ("6 to 10 degrees.",)
    assert cards["change"].words == ("10 degrees.",)
    for row in CATALOGUE.thresholds.values():
        assert cards[row.id].marks == row.marks


def test_what_rests_on_memory_is_shown_as_not_verified() -> None:
    for row in CATALOGUE.movements.values():
        assert ("not verified" in movement_words(row)) == ("m" in row.marks), row.id
    assert words(PAGE).count("Practice convention, not verified.") == len(
        by_joint(CATALOGUE.movements.values())
    )


def test_a_value_that_was_read_is_not_called_unverified() -> None:
    read = replace(CATALOGUE.movements["neck_side_bend"], marks=())
    assert movement_words(read) == "45°."
    assert standing_words([read]) == "Read in the source."


def test_every_source_of_a_joint_is_cited() -> None:
    every = (*CATALOGUE.movements.values(), *CATALOGUE.thresholds.values())
    assert {each.key for each in references(PAGE)} == {source.key for row in every for source in row.sources}
