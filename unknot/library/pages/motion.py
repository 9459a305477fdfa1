"""How far joints move: reference values by joint, how sure a measuring is, and which difference is notable."""

from collections.abc import Iterable

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.motion import Movement, Threshold
from unknot.clinical.verdicts_in_words import MARKS
from unknot.library.pages.citing import Citing
from unknot.library.pages.page import Card, Facts, Link, Page, Paragraph, Section, sections, sentence
from unknot.library.pages.techniques import range_words

MOTION = Link("How far joints move", "about/motion", "range of motion in degrees")
SIDES_FIRST = (
    "Compare the sides first. Healthy averages differ by age and sex, so to fall short of a reference value is "
    "never a sign by itself. What is less than the error may be nothing but the measuring."
)


def motion_page(knowledge: Knowledge) -> Page:
    """The page of all joints."""
    citing, catalogue = Citing(knowledge.sources), knowledge.catalogue
    joints = by_joint(catalogue.movements.values())
    cards = tuple(threshold_card(each, citing) for each in catalogue.thresholds.values())
    return Page(
        ref=MOTION.ref,
        title=MOTION.words,
        kind_words="For therapists",
        lead="Range of motion in degrees, as reference works commonly give it.",
        names=("range of motion", "rom", "degrees", "goniometer", *map(joint_title, joints.values())),
        sections=sections(
            Section(id="reading", title="How to read it", blocks=(Paragraph(words=SIDES_FIRST), *cards)),
            *(joint_section(joint, rows, citing) for joint, rows in joints.items()),
            citing.section(),
        ),
    )


def by_joint(movements: Iterable[Movement]) -> dict[str, list[Movement]]:
    """The movements of each joint."""
    joints: dict[str, list[Movement]] = {}
    for each in movements:
        joints.setdefault(each.joint, []).append(each)
    return joints


def threshold_card(row: Threshold, citing: Citing) -> Card:
    """An error of measuring, or what is notable."""
    words = f"{range_words(row.least, row.most)} degrees."
    return Card(title=row.title, anchor=row.id, words=(words,), cited=citing(row.sources), marks=row.marks)


def joint_title(movements: list[Movement]) -> str:
    """What a joint is called: the first half of the title of its movements."""
    return movements[0].title.partition(": ")[0]


def joint_section(joint: str, movements: list[Movement], citing: Citing) -> Section:
    """A joint: each movement with its value and others that are given."""
    cited = citing(dict.fromkeys(citation for each in movements for citation in each.sources))
    return Section(
        id=joint,
        title=joint_title(movements),
        blocks=(
            Facts(rows=tuple((movement_title(each), movement_words(each)) for each in movements)),
            Paragraph(words=standing_words(movements), manner="quiet", cited=cited),
        ),
    )


def movement_title(row: Movement) -> str:
    """What a movement of a joint is called: the second half of its title."""
    return sentence(row.title.partition(": ")[2]).rstrip(".")


def movement_words(row: Movement) -> str:
    """The reference value, the others, and the marks it carries.

    >>> from unknot.clinical.loading import default_knowledge
    >>> movement_words(default_knowledge().catalogue.movements["neck_flexion"])
    '45° (not verified). Also given: 60° (AMA). No sides to compare.'
    """
    unsure = " (not verified)" if "m" in row.marks else ""
    others = ", ".join(f"{degree_words(each.degrees)} ({each.given_by})" for each in row.alternatives)
    also = f" Also given: {others}." if others else ""
    return f"{degree_words(row.degrees)}{unsure}.{also}{'' if row.sided else ' No sides to compare.'}"


def degree_words(degrees: int) -> str:
    """Degrees, with the sign for minus that is no hyphen.

    >>> degree_words(45), degree_words(-5)
    ('45°', '−5°')
    """
    return f"{degrees}°".replace("-", "−")


def standing_words(movements: list[Movement]) -> str:
    """What the values of a joint stand on."""
    marks = dict.fromkeys(mark for each in movements for mark in each.marks)
    return sentence("; ".join(MARKS[each] for each in marks)) or "Read in the source."
