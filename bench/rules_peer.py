"""The peer of a screening: the rules engine zen-engine, with a row for each of our rules, over the same facts.

It gets less to do. Its facts are derived before, its conditions are true or false and never unknown, and what it
answers is the ids of the rules that hold: no limits, no words, nothing that is still open.
"""

from bench.asking import WrongAnswer
from bench.rules_in_zen import decision, facts_in_zen
from bench.subject import answer
from bench.thirty import ON, thirty_answers
from unknot.clinical.derived import facts_on
from unknot.clinical.loading import base_folder, load_knowledge
from unknot.clinical.screening import screen


def main() -> None:
    import zen

    knowledge = load_knowledge(base_folder())
    client = thirty_answers(knowledge)
    rules = zen.ZenEngine().create_decision(decision(knowledge))
    facts = facts_in_zen(client, facts_on(client, (), knowledge=knowledge, on=ON), on=ON)
    found = {each["rule"] for each in rules.evaluate(facts)["result"]["held"]}
    expected = {each.id for each in screen(client, knowledge=knowledge, on=ON).findings}
    if found != expected:
        raise WrongAnswer(f"zen-engine: found {sorted(found)}; accepted: {sorted(expected)}")
    number = sum(len(entry.rules) for entry in knowledge.entries.values())
    answer({"evaluate": lambda: rules.evaluate(facts)}, rules=number)


if __name__ == "__main__":
    main()
