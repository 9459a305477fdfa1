"""The informed consent a client signs: its words, and a version that changes with them.

The risks named are those of the source article; the share of people who feel sore is from Cambron 2007.
"""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class ConsentText:
    """One consent text. `version` is for people, `hash` for proof of what was signed."""

    id: str
    version: str
    title: str
    paragraphs: tuple[str, ...]
    risks: tuple[str, ...]

    @property
    def hash(self) -> str:
        whole = "\n".join((self.id, self.version, self.title, *self.paragraphs, *self.risks))
        return hashlib.sha256(whole.encode()).hexdigest()


TREATMENT = ConsentText(
    id="treatment",
    version="2026-11",
    title="Your consent to massage",
    paragraphs=(
        "I have answered the health questions as well as I can, and I will say so if anything changes before "
        "a visit.",
        "I know what the plan is, which parts of the body it covers and which it leaves out. I stay covered "
        "except where I am being treated, and I undress only as far as I am comfortable.",
        "I can ask for lighter pressure, for a change, or to stop, at any moment and without giving a "
        "reason. I can take this consent back at any time.",
        "Massage does not replace a doctor. A massage therapist does not diagnose and does not change "
        "medicines.",
    ),
    risks=(
        "Soreness for a day or two. About one person in ten feels some discomfort afterwards.",
        "Bruising. It should not happen with the right pressure: tell us if it does.",
        "Skin irritation from oil, lotion or rubbing.",
        "Feeling tired or light-headed when you get up.",
        "Serious harm is rare. It is likelier with some health conditions, which is why we ask so many "
        "questions.",
    ),
)
TEXTS = {TREATMENT.id: TREATMENT}
