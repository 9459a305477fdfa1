"""The report on mutants: each that lives has a reason, and a part of a run is never written as the whole."""

import json
from pathlib import Path

import pytest

from tests.mutants import main

MUTATED = """
def x_worse__mutmut_orig(one, other):
    return one > other

def x_worse__mutmut_1(one, other):
    return one >= other

def x_worse__mutmut_2(one, other):
    return one < other
"""
REASON = '[[reason]]\nof = "{}.worse"\nholds = ">="\nwhy = "Equal ones are the same."\n'
KILLED, SURVIVED, UNTRIED = 1, 0, None
PAGE = "docs/reference/mutants.md"


def ran(root: Path, *, codes: tuple[int | None, ...], reason_of: str = "levels") -> Path:
    """A finished run of the modules levels and windows."""
    for module in ("levels", "windows"):
        folder = root / "mutants/unknot/clinical"
        folder.mkdir(parents=True, exist_ok=True)
        keys = (f"unknot.clinical.{module}.x_worse__mutmut_{number}" for number, _ in enumerate(codes, 1))
        tried = codes if module == "levels" else tuple(KILLED for _ in codes)
        (folder / f"{module}.py").write_text(MUTATED)
        (folder / f"{module}.py.meta").write_text(
            json.dumps({"exit_code_by_key": dict(zip(keys, tried, strict=True))})
        )
    for each in ("tests", "docs/reference", "unknot/clinical"):
        (root / each).mkdir(parents=True, exist_ok=True)
    (root / "tests/mutants.toml").write_text(REASON.format(reason_of))
    (root / "unknot/clinical/plan.py").touch()
    return root


ENDS = [
    ((SURVIVED, KILLED), "levels", 0, "", "what survives has its reason"),
    ((SURVIVED, SURVIVED), "levels", 1, "survives without a reason: levels.worse", "one has none"),
    ((KILLED, KILLED), "levels", 1, "a reason for what does not survive: levels.worse", "a reason too many"),
    (
        (SURVIVED, KILLED),
        "windows",
        1,
        "survives without a reason: levels.worse",
        "a reason of another module",
    ),
    ((SURVIVED, UNTRIED), "levels", 1, "not tried: levels.worse", "it was ended before the end"),
]


@pytest.mark.parametrize(
    ("codes", "reason_of", "status", "said", "remark"), ENDS, ids=[row[-1] for row in ENDS]
)
def test_it_ends_well_only_where_each_that_lives_has_a_reason(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    codes: tuple[int | None, ...],
    reason_of: str,
    status: int,
    said: str,
    remark: str,
) -> None:
    assert main((), root=ran(tmp_path, codes=codes, reason_of=reason_of)) == status, remark
    assert said in capsys.readouterr().out


def test_the_page_counts_each_module_gives_the_reasons_and_names_what_was_not_run(tmp_path: Path) -> None:
    main((), root=ran(tmp_path, codes=(SURVIVED, KILLED)))
    page = (tmp_path / PAGE).read_text("utf-8")
    assert "| `levels` | 2 | 1 | 1 | 50.0 |" in page
    assert "| together | 4 | 3 | 1 | 75.0 |" in page
    assert "| `levels.worse` | `return one >= other` | Equal ones are the same. |" in page
    assert page.endswith("In `unknot/clinical`: `plan`.\n")


@pytest.mark.parametrize(
    ("only", "codes", "remark"),
    [(("levels",), (SURVIVED, KILLED), "some modules"), ((), (SURVIVED, UNTRIED), "a run ended early")],
)
def test_a_part_is_said_and_not_written(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    only: tuple[str, ...],
    codes: tuple[int | None, ...],
    remark: str,
) -> None:
    main(only, root=ran(tmp_path, codes=codes))
    assert not (tmp_path / PAGE).exists(), remark
    assert "| `levels` |" in capsys.readouterr().out


def test_of_a_module_named_only_its_own_reasons_are_asked_for(tmp_path: Path) -> None:
    assert main(("windows",), root=ran(tmp_path, codes=(SURVIVED, SURVIVED))) == 0
    assert main(("levels",), root=tmp_path) == 1


def test_a_run_that_left_nothing_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("plan",), root=ran(tmp_path, codes=(KILLED, KILLED))) == 1
    assert "nothing was tried" in capsys.readouterr().out
