"""Where this installation keeps its data, and the secret key made there on first start."""

import os
import secrets
from pathlib import Path


def data_folder(named: str) -> Path:
    """The folder named, else `data/` beside the checkout; made, and closed to other users of the machine."""
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "data"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The installation's secret key: read, or made once with mode 0600."""
    path = folder / "secret_key"
    try:
        # Written whole under another name and linked, so that two first starts at once agree on one key.
        fresh = folder / f".secret_key.{os.getpid()}.{secrets.token_hex(4)}"
        if not path.exists():
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(50))
            os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink(missing_ok=True)
    return path.read_text().strip()
