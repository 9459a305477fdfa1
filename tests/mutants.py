"""What `mutmut run` left alive: `make mutants` writes it to docs/reference/mutants.md, `make mutants OF=levels` tells
it of the modules named only.

A survivor is a small change to the code that no chosen test notices. Each has a reason in `mutants.toml`, found by its
function and by a piece of the changed line; one without a reason, a reason without one, or a change that was not tried
ends this with status 1.
"""

import ast
import json
import sys
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parents[1]
ROOM = "unknot/clinical"
ALIVE = ("survived", "no tests")
UNTRIED = ("not checked", "check was interrupted by user", "skipped")
HEAD = """# Mutants

<!-- Written by `make mutants`. Write a test that kills, or a reason in tests/mutants.toml; then run it again. -->

The tool changes the code that decides in one small place after another, and runs the tests on each change. Killed is
what a test noticed. What survives is listed with the reason why it may. Constants, properties and other decorated
functions are not changed. The tests are those that `pyproject.toml` names; the properties of the engine, which hold the
whole of it against a second one, are not among them.
"""


@dataclass(frozen=True)
class Mutant:
    """One change, and what became of it."""

    module: str
    function: str
    change: str
    status: str

    @property
    def lives(self) -> bool:
        return self.status in ALIVE

    @property
    def untried(self) -> bool:
        return self.status in UNTRIED


@dataclass(frozen=True)
class Reason:
    """Why changes to one function that hold a piece of text may live."""

    of: str
    holds: str
    why: str

    @property
    def module(self) -> str:
        return self.of.partition(".")[0]

    def fits(self, mutant: Mutant) -> bool:
        return self.of == f"{mutant.module}.{mutant.function}" and self.holds in mutant.change


def main(only: Collection[str], *, root: Path = ROOT) -> int:
    """Reports on the modules of `only`, or on all; the page is written only of all, and of nothing untried."""
    files = [each for each in sorted((root / "mutants" / ROOM).glob("*.meta")) if of_one(each, only)]
    mutants = [each for file in files for each in mutants_in(file)]
    reasons = [each for each in reasons_in(root / "tests/mutants.toml") if not only or each.module in only]
    faults = list(faults_of(mutants, reasons))
    if only or any(each.untried for each in mutants):
        print("\n".join(by_module(mutants)))
    else:
        lines = (HEAD, *by_module(mutants), "", *survivors(mutants, reasons), "", *not_run(mutants, root), "")
        (root / "docs/reference/mutants.md").write_text("\n".join(lines), "utf-8")
    print("\n".join(faults))
    return 1 if faults else 0


def of_one(file: Path, only: Collection[str]) -> bool:
    return not only or file.name.partition(".")[0] in only


def reasons_in(file: Path) -> list[Reason]:
    return [Reason(**each) for each in tomllib.loads(file.read_text("utf-8"))["reason"]]


def faults_of(mutants: list[Mutant], reasons: list[Reason]) -> Iterator[str]:
    """What must not stay so."""
    if not mutants:
        yield "no mutants: nothing was tried"
    alive = [each for each in mutants if each.lives]
    for each in mutants:
        if each.untried:
            yield f"not tried: {each.module}.{each.function}"
        elif each.lives and not reason_for(each, reasons):
            yield f"survives without a reason: {each.module}.{each.function}: {each.change}"
    for reason in reasons:
        if not any(reason.fits(mutant) for mutant in alive):
            yield f"a reason for what does not survive: {reason.of}: {reason.holds}"


def mutants_in(file: Path) -> Iterator[Mutant]:
    """The mutants of one module."""
    tried = json.loads(file.read_text("utf-8"))["exit_code_by_key"]
    source = file.with_suffix("")
    parsed = ast.walk(ast.parse(source.read_text("utf-8")))
    written = {each.name: each for each in parsed if isinstance(each, ast.FunctionDef)}
    for key, code in tried.items():
        name = key.rpartition(".")[2]
        status = status_by_exit_code[code]
        change = changed(written, name) if status in ALIVE else ""
        yield Mutant(source.stem, function_of(name), change, status)


def function_of(name: str) -> str:
    """The function a mutant changes, as a reader would name it."""
    return name.rpartition("__mutmut_")[0].removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")


def changed(written: dict[str, ast.FunctionDef], name: str) -> str:
    """The lines of a mutant that differ, on one line."""
    original = f"{name.rpartition('_')[0]}_orig"
    before, after = (
        [line for part in written[each].body for line in ast.unparse(part).splitlines()]
        for each in (original, name)
    )
    lines = list(unified_diff(before, after, lineterm="", n=0))[2:]
    return " ".join(line[1:].strip() for line in lines if line.startswith("+"))


def by_module(mutants: list[Mutant]) -> Iterator[str]:
    """The figures, one row a module."""
    yield from ("| module | mutants | killed | survive | killed, % |", "|---|---|---|---|---|")
    for module in dict.fromkeys(each.module for each in mutants):
        yield figures(f"`{module}`", [each for each in mutants if each.module == module])
    yield figures("together", mutants)


def figures(name: str, mutants: list[Mutant]) -> str:
    tried = [each for each in mutants if not each.untried]
    alive = sum(each.lives for each in tried)
    killed = len(tried) - alive
    return f"| {name} | {len(tried)} | {killed} | {alive} | {100 * killed / max(1, len(tried)):.1f} |"


def survivors(mutants: list[Mutant], reasons: list[Reason]) -> Iterator[str]:
    """Each survivor with its reason."""
    yield from ("## What survives, and why it may", "", "| function | changed to | why |", "|---|---|---|")
    for each in mutants:
        if each.lives:
            reason = reason_for(each, reasons)
            shown = each.change.replace("|", "\\|")
            yield f"| `{each.module}.{each.function}` | `{shown}` | {reason.why if reason else 'no reason yet'} |"


def not_run(mutants: list[Mutant], root: Path) -> Iterator[str]:
    """The modules of the room in which nothing was changed."""
    tried = {each.module for each in mutants}
    rest = sorted(each.stem for each in (root / ROOM).glob("*.py") if each.stem not in {*tried, "__init__"})
    yield from ("## Not run", "", f"In `{ROOM}`: {', '.join(f'`{each}`' for each in rest)}.")


def reason_for(mutant: Mutant, reasons: list[Reason]) -> Reason | None:
    return next((each for each in reasons if each.fits(mutant)), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
