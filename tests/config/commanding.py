"""Runs the command as a shell would: arguments in; exit status, output and message out."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from unknot.config.command import main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
ON = "2026-11-24"


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    message: str


@dataclass(frozen=True)
class Command:
    """The command within this process, where the knowledge is loaded once."""

    capsys: pytest.CaptureFixture[str]
    folder: Path

    def __call__(self, *arguments: str) -> Ended:
        try:
            status = main(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
        told = self.capsys.readouterr()
        return Ended(status, told.out, told.err)

    def with_file(self, content: str | bytes, *arguments: str, name: str = "client.toml") -> Ended:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        subcommand, *others = arguments or ("screen", "--on", ON)
        return self(subcommand, str(path), *others)


def shell(
    script: str, *, environment: dict[str, str] | None = None, within: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """A line of shell in which $UNKNOT is the command in a process of its own."""
    given = {"UNKNOT": f"{sys.executable} -m unknot", "PATH": "/usr/bin:/bin", **(environment or {})}
    return subprocess.run(
        ["sh", "-c", script], capture_output=True, text=True, cwd=within, env=given, timeout=60, check=False
    )
