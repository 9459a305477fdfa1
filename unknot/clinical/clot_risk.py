"""Which things that make a clot more likely follow from what was said elsewhere?"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from unknot.clinical.derivation import Derived
from unknot.clinical.facts import Statement
from unknot.clinical.levels import Answer
from unknot.clinical.said import Said

__all__ = ["CLOT_RISK", "clot_risk"]

CLOT_RISK: Final = "dvt_risk_factors"
SURGERY_COUNTS: Final = timedelta(weeks=12)


def clot_risk(said: Said) -> dict[str, Derived]:
    """Yes with the factors that follow, where any does; what was said of the entry itself stands beside it."""
    offered = said.knowledge.entries[CLOT_RISK].asks["factors"].choices
    factors = frozenset(name for name, holds in _FACTORS.items() if name in offered and holds(said))
    return {CLOT_RISK: Derived(Answer.YES, {"factors": factors})} if factors else {}


def _pregnant(said: Said) -> bool:
    return said.is_yes("pregnancy", "pregnancy_t1", "pregnancy_t2", "pregnancy_t3", "postpartum_early")


def _operated_lately(said: Said) -> bool:
    return any(_counts(each, said) for entry in ("surgery_recent", "c_section") for each in said.about(entry))


def _counts(statement: Statement, said: Said) -> bool:
    since = statement.attributes.get("since")
    lately = not isinstance(since, date) or said.on < since + SURGERY_COUNTS
    return statement.answer is Answer.YES and lately


def _takes_oestrogen(said: Said) -> bool:
    return CLOT_RISK in said.named or any(map(_may_be_oestrogen, said.about("bisphosphonates_hrt")))


def _may_be_oestrogen(statement: Statement) -> bool:
    kinds = statement.attributes.get("kinds")
    other = isinstance(kinds, frozenset) and "hormones" not in kinds
    return statement.answer is Answer.YES and not other


_FACTORS: Final[Mapping[str, Callable[[Said], bool]]] = {
    "pregnancy": _pregnant,
    "surgery": _operated_lately,
    "cancer": lambda said: said.is_yes("cancer_active", "chemotherapy_recent"),
    "past_clot": lambda said: said.is_yes("dvt_history"),
    "hormones": _takes_oestrogen,
    "plaster": lambda said: said.is_yes("fracture_recent"),
}
