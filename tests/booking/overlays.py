"""A practice's own rules as files, as small as a test of their effect needs them."""

from pathlib import Path

WORDS = "".join(
    f'{name} = "Our house asks for this."\n'
    for name in ("because", "for_client", "for_therapist", "next_step")
)


def lay_over(folder: Path, slug: str, text: str) -> None:
    """Write a practice's conditions; what it had before is gone."""
    path = folder / slug / "conditions" / "own.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def a_rule_for(entry: str, *, level: str, limits: str = "", require: str = "") -> str:
    """A rule of the house about an entry of the base."""
    rows = [f"[[{entry}.rules]]\n", 'name = "house"\n', f'level = "{level}"\n', WORDS]
    rows += [f"require = [{require}]\n"] if require else []
    rows += [f"[{entry}.rules.limits]\n{limits}\n"] if limits else []
    return "".join(rows)


def a_question() -> str:
    """An entry of the house that nobody has been asked about yet."""
    lines = [
        "[house_rule]",
        'title = "The house rule"',
        'system = "circumstances"',
        'asked_of = "client"',
        'question = "Did you fly here today?"',
        'sources = [{ key = "ART" }]',
        'written_by = "the house"',
        'checked_by = "the house"',
        "reviewed_on = 2026-11-24",
        "review_due = 2027-11-24",
        "",
    ]
    return "\n".join(lines) + a_rule_for("house_rule", level="modify")
