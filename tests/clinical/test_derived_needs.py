"""What a derived answer carries: the names of typed medicines, follow-ups told elsewhere, and what is missing."""

import pytest

from tests.clinical.small import TODAY, a_client, an_entry, knowledge_of, not_sure, yes
from tests.clinical.test_derived import facts_about
from unknot.clinical.derived import facts_on
from unknot.clinical.errors import KnowledgeError
from unknot.clinical.facts import Statement


def test_a_typed_medicine_is_named_in_the_answer_that_follows_from_it() -> None:
    (fact,) = facts_about("anticoagulant", a_client(medicines=("apixaban 5 mg", "warfarin")))
    assert fact.attributes["medicine"] == "apixaban, warfarin"
    assert (fact.derived, fact.needs) == (True, {"anticoagulant"})


def test_a_form_that_a_medicine_is_taken_in_names_no_medicine() -> None:
    (fact,) = facts_about("topical_patch", a_client(medicines=("apixaban patch",)))
    assert "medicine" not in fact.attributes


MISSING = [
    ("not sure of being pregnant", not_sure("pregnancy"), "pregnancy"),
    ("no due date", yes("pregnancy"), "pregnancy.due_on"),
]


@pytest.mark.parametrize(("remark", "said", "needs"), MISSING, ids=[row[0] for row in MISSING])
def test_what_is_missing_of_a_trimester_is_asked_where_it_can_be(
    remark: str, said: Statement, needs: str
) -> None:
    (fact,) = facts_about("pregnancy_t3", a_client(said))
    assert fact.needs == {needs}
    knowledge = knowledge_of({"pregnancy_t3": an_entry()})
    (fact,) = facts_on(a_client(said), (), knowledge=knowledge, on=TODAY)["pregnancy_t3"]
    assert fact.needs == {needs.replace("pregnancy", "pregnancy_t3")}


def test_what_was_told_of_a_pregnancy_counts_in_each_trimester_it_may_be() -> None:
    (fact,) = facts_about("pregnancy_t2", a_client(yes("pregnancy", bleeding=True)))
    assert fact.attributes["bleeding"] is True


def test_clot_risks_that_cannot_be_counted_are_refused_with_their_place() -> None:
    with pytest.raises(KnowledgeError) as refused:
        knowledge_of({"dvt_risk_factors": an_entry()})
    assert str(refused.value) == (
        "conditions: dvt_risk_factors.ask.factors: found no choices; "
        "accepted: an ask of type choices, which its derivation counts"
    )
