"""The peer of a screening: the rules engine zen-engine, with a row for each of our rules, over the same facts.

It is asked twice: which rules hold; and, which is what a screening answers too, which hold and which may, as long as
something is unknown. Its rules are compiled before, in the fastest of the ways it has. Even so it gets less to do: its
facts are derived and laid ready before, and it answers ids alone: no limits, no words, no questions that are open.
"""

from typing import Any

from bench.asking import WrongAnswer
from bench.rules_in_zen import certain, certain_and_possible, facts_in_zen
from bench.subject import answer
from bench.thirty import ON, thirty_answers
from unknot.clinical.derived import facts_on
from unknot.clinical.loading import base_folder, load_knowledge
from unknot.clinical.screening import screen


def main() -> None:
    import zen

    knowledge = load_knowledge(base_folder())
    client = thirty_answers(knowledge)
    rules = {"certain": certain(knowledge), "certain and possible": certain_and_possible(knowledge)}
    # A decision that is made by hand is compiled anew at each evaluation; what an engine loads is compiled once.
    engine = zen.ZenEngine({"loader": {"type": "static", "content": rules}})
    facts = facts_in_zen(client, facts_on(client, (), knowledge=knowledge, on=ON), knowledge=knowledge, on=ON)

    def found(name: str) -> list[dict[str, Any]]:
        return list(engine.evaluate(name, facts)["result"]["found"])

    screening = screen(client, knowledge=knowledge, on=ON)
    hold, may = {each.id for each in screening.findings}, {each.id for each in screening.possible}
    maybe = {each["rule"]: each["holds"] for each in found("certain and possible")}
    check("which hold", {each["rule"] for each in found("certain")}, hold)
    check("which hold, of those that may", {rule for rule, holds in maybe.items() if holds}, hold)
    check("which may hold", {rule for rule, holds in maybe.items() if not holds}, may)
    number = sum(len(entry.rules) for entry in knowledge.entries.values())
    answer(
        {name: lambda name=name: engine.evaluate(name, facts) for name in rules},  # type: ignore[misc]
        rules=number,
        hold=len(hold),
        may=len(may),
    )


def check(what: str, found: set[str], accepted: set[str]) -> None:
    """Raises WrongAnswer unless the peer comes to the same."""
    if found != accepted:
        raise WrongAnswer(
            f"zen-engine, {what}: found {sorted(found - accepted)}, not {sorted(accepted - found)}"
        )


if __name__ == "__main__":
    main()
