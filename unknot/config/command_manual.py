"""`unknot manual`: the rule manual as files that a therapist can read, print and compare."""

import argparse
import sys
from pathlib import Path

from unknot.clinical.cases import read_cases
from unknot.clinical.errors import ReaderCanFix
from unknot.clinical.loading import base_folder, load_knowledge
from unknot.config.command import Run
from unknot.config.command_client import day_named
from unknot.library.pages.manual import make_manual
from unknot.library.pages.markdown import markdown_files
from unknot.library.pages.page import KINDS

DEFAULT = Path("manual")
FIRST = "index.md"


class NotAManual(ReaderCanFix):
    """The folder named holds something else, which must not be mixed with pages."""


def prepare_manual(parser: argparse.ArgumentParser) -> Run:
    """`unknot manual`."""
    parser.add_argument(
        "--to",
        metavar="FOLDER",
        type=Path,
        default=DEFAULT,
        help="where to write it: a new or empty folder, or an earlier manual; `manual` unless named",
    )
    parser.add_argument(
        "--on", metavar="YYYY-MM-DD", help="the day by which reviews are overdue; today unless named"
    )
    parser.add_argument(
        "overlays", metavar="OVERLAY", nargs="*", type=Path, help="folders of a practice, laid over the base"
    )
    return run_manual


def run_manual(options: argparse.Namespace) -> int:
    """Write every page; the pages of an earlier manual that are no more are taken away."""
    folder, folders = options.to, (base_folder(), *options.overlays)
    check_folder(folder)
    cases = [case for each in folders for case in read_cases(each / "cases")]
    manual = make_manual(load_knowledge(*folders), cases=cases, on=day_named(options.on))
    written = {write(folder / name, text) for name, text in markdown_files(manual)}
    for stale in set(folder.rglob("*.md")) - written:
        stale.unlink()
    sys.stdout.write(
        f"Wrote {len(written)} pages; begin with {folder / FIRST}. Knowledge {manual.version}.\n"
    )
    return 0


def check_folder(folder: Path) -> None:
    """Refuses a folder that holds anything but an earlier manual: stale pages are taken away from it."""
    if folder.exists() and not folder.is_dir():
        raise NotAManual(f"--to: found a file, {folder}; accepted: a folder")
    if folder.is_dir() and any(folder.iterdir()) and not is_manual(folder):
        raise NotAManual(
            f"--to: found {folder}, which holds something else; accepted: a new or empty folder, or an earlier manual"
        )


def is_manual(folder: Path) -> bool:
    """Whether a folder holds what `unknot manual` wrote, and nothing else."""
    files = [each for each in folder.rglob("*") if each.is_file()]
    inside = {each.relative_to(folder).parts[0] for each in files}
    return (
        (folder / FIRST).is_file()
        and inside <= {*KINDS, FIRST}
        and all(each.suffix == ".md" for each in files)
    )


def write(path: Path, text: str) -> Path:
    """Write one page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
