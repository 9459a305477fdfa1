from pathlib import Path

import pytest

from tests.config.commanding import Command


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    return Command(capsys, tmp_path)
