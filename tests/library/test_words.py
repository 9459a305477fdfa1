"""When a rule holds and what it limits, in words that a therapist can check against the file."""

import pytest

from tests.clinical.small import a_rule, an_ask, an_entry, knowledge_of
from unknot.clinical.conditions import FollowUp
from unknot.clinical.errors import KnowledgeError
from unknot.library.pages.rule_limits import rule_limits
from unknot.library.pages.when_in_words import condition_words, when_words

ASKS = {
    "bad": an_ask("yes_no", "yes", question="Bad?"),
    "worse": an_ask("yes_no", "yes", question="Worse?"),
    "stable": an_ask("yes_no", "evidence", question="Stable?"),
    "since": an_ask("date", "later", question="Since when?"),
    "due_on": an_ask("date", "unordered", question="Due when?"),
    "count": an_ask("number", "lower", question="How many?"),
    "reading": an_ask("reading", "higher", question="What was it?"),
    "kind": an_ask(
        "choice", "unordered", question="Which?", choices=["a", "b"], choice_labels=["Apple", "Pear"]
    ),
    "signs": an_ask(
        "choices", "more", question="Any?", choices=["a", "b"], choice_labels=["Apple", "Pear"]
    ),
    "region": an_ask("region", "unordered", question="Where?", within="legs"),
    "side": an_ask("side", "unordered", question="Which side?"),
}  # fmt: skip
WHEN = [
    (None, "", "always"),
    ({"flag": "bad"}, "yes to “Bad?”", "a risk"),
    ({"unless": "stable"}, "no to “Stable?”", "no evidence of safety"),
    ({"attr": "count", "under": 50}, "“How many?”: under 50", "a number"),
    (
        {"attr": "reading.systolic", "at_least": 140},
        "“What was it?”, upper number: at least 140",
        "half a reading",
    ),
    ({"attr": "kind", "one_of": ["b", "a"]}, "“Which?”: apple or pear", "a choice"),
    ({"attr": "signs", "count_at_least": 2}, "“Any?”: 2 or more of them", "several choices"),
    ({"attr": "region", "within": "legs"}, "the place named touches: legs", "a place"),
    ({"days_since": "since", "under": 42}, "“Since when?”: less than 6 weeks ago", "a day not long ago"),
    ({"days_since": "due_on", "under": -182}, "“Due when?”: more than 26 weeks ahead", "a day far ahead"),
    ({"days_since": "due_on", "at_least": -182}, "“Due when?”: at most 26 weeks ahead", "a day near ahead"),
    ({"days_since": "due_on", "at_least": 0}, "“Due when?”: past", "a day that is past"),
    ({"yes": "other"}, "“Something” holds too", "another entry"),
    ({"age_at_least": 65}, "the client is at least 65 years old", "age"),
    ({"first_visit": True}, "it is the first visit", "the first visit"),
    ({"all": [{"flag": "bad"}, {"flag": "worse"}]}, "yes to “Bad?” and yes to “Worse?”", "both"),
    (
        {"any": [{"flag": "bad"}, {"all": [{"flag": "worse"}, {"unless": "stable"}]}]},
        "yes to “Bad?” or (yes to “Worse?” and no to “Stable?”)",
        "one inside another is bracketed",
    ),
    (
        {"at_least": 2, "of": [{"flag": "bad"}, {"flag": "worse"}, {"first_visit": True}]},
        "at least 2 of these: yes to “Bad?”; yes to “Worse?”; it is the first visit",
        "some",
    ),
]


@pytest.mark.parametrize(("when", "words", "remark"), WHEN, ids=[row[2] for row in WHEN])
def test_it_says_when_a_rule_holds(when: object, words: str, remark: str) -> None:
    rule = a_rule() if when is None else a_rule(when=when)
    knowledge = knowledge_of({"ache": an_entry(ask=ASKS, rules=[rule]), "other": an_entry()})
    entry = knowledge.entries["ache"]
    assert when_words(entry.rules[0], entry, knowledge) == words, remark


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ({"after": "since", "days": 90}, "until 3 months after the answer to “Since when?”"),
        ({"after": "end", "days": 1}, "until 1 day after it is over"),
    ],
)
def test_it_says_how_long_a_rule_goes_on(window: object, words: str) -> None:
    knowledge = knowledge_of({"ache": an_entry(ask=ASKS, rules=[a_rule(window=window)])})
    entry = knowledge.entries["ache"]
    assert when_words(entry.rules[0], entry, knowledge) == words


LIMITS = [
    ({}, (), "nothing"),
    (
        {"pressure_max": 2, "session_max_minutes": 45},
        ("pressure 2 at most", "45 minutes at most"),
        "the body",
    ),
    ({"prefer_positions": ["seated"]}, ("better sitting",), "advice"),
    ({"regions": [{"of": "legs", "avoid": True}]}, ("leave out legs",), "a place"),
    (
        {"regions": [{"of_attribute": "region", "widen": "limb", "pressure_max": 1}]},
        ("pressure 1 at most on the whole limb of the place named",),
        "the place that is named",
    ),
    (
        {"regions": [{"of_attribute": "region", "otherwise": "legs", "avoid": True}]},
        ("leave out the place named (until it is named: legs)",),
        "what stands in for it",
    ),
    (
        {"regions": [{"of": "legs", "side_attribute": "side", "exclude_techniques": ["cupping"]}]},
        ("no cupping on legs, on the side named",),
        "the side that is named",
    ),
]


@pytest.mark.parametrize(("limits", "phrases", "remark"), LIMITS, ids=[row[2] for row in LIMITS])
def test_it_says_what_a_rule_limits(limits: object, phrases: tuple[str, ...], remark: str) -> None:
    knowledge = knowledge_of({"ache": an_entry(ask=ASKS, rules=[a_rule(limits=limits)])})
    assert rule_limits(knowledge.entries["ache"].rules[0], knowledge) == phrases, remark


def test_it_refuses_to_leave_out_a_condition_it_has_no_words_for() -> None:
    class Whim(FollowUp):
        attribute = "bad"

    knowledge = knowledge_of({"ache": an_entry(ask=ASKS, rules=[a_rule()])})
    with pytest.raises(KnowledgeError, match="Whim"):
        condition_words(Whim(), knowledge.entries["ache"], knowledge)
