"""What was tested in people, what came of it, and how sure that is: the trials and reviews that doses stand on."""

from dataclasses import dataclass

from unknot.clinical.vocabulary import Listed

__all__ = ["Evidence"]


@dataclass(frozen=True, kw_only=True)
class Evidence(Listed):
    """A trial, review or guideline. `people` is None where the source as read does not say how many.

    Goals and doses name the rows they stand on; a row names the techniques and claims it speaks about.
    """

    tested: str
    found: str
    people: int | None = None
    trials: int | None = None
    certainty: str
    certainty_words: str
    techniques: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
