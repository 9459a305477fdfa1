"""The knowledge a practice works with: the shared base, and over it the practice's overlay, stricter only."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from unknot.accounts.models import Practice
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.loading import base_folder, default_knowledge, load_knowledge


def knowledge_of(practice: Practice | None) -> Knowledge:
    """The base for a dossier; the base under its overlay for a practice that has one."""
    if practice is None:
        return default_knowledge()
    folder = Path(settings.KNOWLEDGE_OVERLAY) / practice.slug
    stamp = _stamp(folder)
    return _with_overlay(folder, stamp) if stamp else default_knowledge()


def switched_off(practice: Practice, jurisdiction: str) -> frozenset[str]:
    """The techniques that a practice does not do at its places in a jurisdiction."""
    return knowledge_of(practice).scope.off_in(jurisdiction)


def _stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    """Which files the overlay has and when they last changed, so that a new file counts at once."""
    if not folder.is_dir():
        # As it is with most practices, and asked several times a page: looking for files in it takes far longer.
        return ()
    return tuple(sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*.toml")))


@lru_cache(maxsize=32)
def _with_overlay(folder: Path, stamp: tuple[tuple[str, int], ...]) -> Knowledge:  # noqa: ARG001
    return load_knowledge(base_folder(), folder)
