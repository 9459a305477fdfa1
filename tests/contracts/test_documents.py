"""What the project says about itself, held against what it is: settings, versions, requirements, sizes, addresses."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from unknot import __version__

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 300
SOURCES = sorted(each for each in (ROOT / "unknot").rglob("*.py") if "migrations" not in each.parts)
TEXTS = {
    ".py",
    ".toml",
    ".md",
    ".html",
    ".css",
    ".js",
    ".svg",
    ".txt",
    ".in",
    ".cfg",
    ".yml",
    ".yaml",
    ".sh",
    "",
}


def tracked() -> list[Path]:
    """The files under version control, and those about to be; all files of a copy that has none."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        return [each for each in ROOT.rglob("*") if each.is_file() and ".venv" not in each.parts]
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def variables_read() -> set[str]:
    """The names that settings.py asks the environment for."""
    tree = ast.parse((ROOT / "unknot/config/settings.py").read_text())
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    asked = [
        each for each in calls
        if isinstance(each.func, ast.Attribute) and isinstance(each.func.value, ast.Name)
        and each.func.value.id == "env"
    ]  # fmt: skip
    return {each.args[0].value for each in asked if isinstance(each.args[0], ast.Constant)}


def test_every_setting_is_documented_and_no_other() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)`", page, re.M)) == variables_read()


def test_only_settings_read_the_environment() -> None:
    reading = re.compile(r"\bos\.(getenv|environb?(?!\.setdefault\())")
    assert [each.name for each in SOURCES if reading.search(each.read_text())] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_source_file_is_short(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines < MOST_LINES, "split it on a subject"


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert "version" in project["project"]["dynamic"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "unknot.__version__"}
    places = [
        each for each in SOURCES if re.search(rf"""["']{re.escape(__version__)}["']""", each.read_text())
    ]
    assert places == [ROOT / "unknot/__init__.py"]


def test_the_changelog_knows_the_version_or_says_that_it_is_to_come() -> None:
    newest = re.search(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.M)
    assert newest is not None
    assert newest[1].startswith(("Unreleased", __version__)), newest[1]


PINNED = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("path", PINNED, ids=lambda path: path.name)
def test_every_requirement_is_pinned_with_a_hash(path: Path) -> None:
    lines = path.read_text().replace("\\\n", " ").splitlines()
    wanted = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert wanted, "an empty file would install nothing"
    loose = [
        line[:60]
        for line in wanted
        if not re.match(r"[A-Za-z0-9._\[\],-]+==[^ ]+ .*--hash=sha256:[0-9a-f]{64}", line)
    ]
    assert loose == []


@pytest.mark.parametrize("name", ["run", "dev", "bench"])
def test_what_is_asked_for_is_pinned(name: str) -> None:
    asked = re.findall(r"^([A-Za-z0-9._-]+)", (ROOT / f"requirements/{name}.in").read_text(), re.M)
    pinned = (ROOT / f"requirements/{name}.txt").read_text().lower().replace("_", "-")
    missing = [
        each for each in asked if f"\n{each.lower().replace('_', '-')}" not in f"\n{pinned}" and each != "-r"
    ]
    assert [each for each in missing if not each.startswith("-")] == []


# Put together here, so that this file holds none of them itself.
INDEX_WORDS = [
    "--index" + "-url", "--extra-index" + "-url", "--find" + "-links", "py" + "pi.org/simple",
    "files.python" + "hosted.org",
    "PIP_INDEX" + "_URL", "UV_INDEX" + "_URL", "index" + "-url =",
]  # fmt: skip
ADDRESS_OF_AN_INDEX = re.compile(
    r"https?://[^\s\"'<>)]*(?:/simple/?\b|arti" + "factory|dev" + r"pi|nexus[./])", re.I
)
WORKPLACE = re.compile(r"(?<![\w./-])/(?:work|workspace)/(?:main|shared|\.library)\b")


def test_no_file_holds_the_address_of_a_package_index_or_of_a_workplace() -> None:
    found = []
    for path in tracked():
        text = path.read_text(errors="replace") if path.suffix in TEXTS else ""
        # The lock command says that no address is to be written.
        text = text.replace("--no-emit-index" + "-url", "")
        found += [f"{path.relative_to(ROOT)}: {word}" for word in INDEX_WORDS if word in text]
        found += [f"{path.relative_to(ROOT)}: {hit[0]}" for hit in ADDRESS_OF_AN_INDEX.finditer(text)]
        found += [f"{path.relative_to(ROOT)}: {hit[0]}" for hit in WORKPLACE.finditer(text)]
    assert found == []


def test_nothing_that_belongs_in_the_data_folder_is_kept_with_the_source() -> None:
    private = {"secret_key", "unknot.sqlite3", ".env"}
    assert [each for each in tracked() if each.name in private or each.suffix in (".sqlite3", ".pem")] == []


def test_every_room_says_what_it_is_for() -> None:
    silent = [
        each for each in SOURCES if each.stat().st_size and not ast.get_docstring(ast.parse(each.read_text()))
    ]
    assert [str(each.relative_to(ROOT)) for each in silent] == []


DOCUMENTS = [path for path in tracked() if path.suffix == ".md"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_points_only_at_what_exists(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []
    named = re.findall(r"`((?:unknot|tests|docs|bench|requirements|examples)/[\w./-]+)`", path.read_text())
    assert [name for name in named if not (ROOT / name).exists() and "<" not in name] == []


def test_the_readme_counts_the_knowledge_as_it_is() -> None:
    from unknot.clinical.loading import default_knowledge

    entries, catalogue = default_knowledge().entries.values(), default_knowledge().catalogue
    rules = sum(len(each.rules) for each in entries)
    said = (
        f"{len(entries)} conditions, medicines and circumstances with {rules} rules, {len(catalogue.evidence)} trials, "
        f"reviews and guidelines, {len(catalogue.measures)} measures and {len(catalogue.movements)} movements of joints"
    )
    assert said in " ".join((ROOT / "README.md").read_text().split())
