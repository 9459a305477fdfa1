"""Two hundred people who do not exist, and what they said about their health. Data and a seeded choice; no clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from unknot.clinical.entries import Entry

FIRST = {
    "female": "Ada Aisha Alma Anika Beatriz Carmen Chloe Dalia Elena Esther Fatima Freya Gita Helen Ida Imani Ines Jana "
    "Kaya Leila Lina Mara Mei Nadia Noor Olga Paula Priya Rosa Ruth Sade Selma Sofia Tamar Uma Vera Wren Yara Zoe Nell",
    "male": "Abel Adil Amir Ben Boris Carlos Chen Dario Diego Elias Emil Farid Felix Goran Hugo Idris Ivan Jonas Karim "
    "Kofi Leo Luis Malik Marek Nico Noah Omar Pavel Quinn Rafael Samir Sven Tariq Theo Umar Victor Wes Xavi Yusuf Zane",
    "other": "Alex Ari Casey Devon Ellis Jules Kai Morgan River Sky",
}
LAST = (
    "Abbott Adeyemi Aguilar Ahmed Almeida Baker Bauer Bianchi Brandt Brooks Castro Chavez Choi Clarke Cohen Costa Cruz "
    "Dalton Diaz Dubois Egan Eriksen Farah Fischer Flores Fraser Garcia Gill Gomez Green Gupta Hansen Hassan Hayes Hughes "
    "Ibrahim Iyer Jansen Jensen Joshi Kamau Kaplan Keller Khan Kim Klein Kumar Lange Larsen Lee Lewis Lopez Maier Marino "
    "Martin Mensah Meyer Mills Moreno Moss Murphy Nair Nguyen Nolan Novak Okoye Olsen Ortiz Osei Park Patel Perez Petrov "
    "Quinn Ramos Reed Reyes Rossi Roth Russo Santos Sato Schmidt Shah Silva Singh Stone Suzuki Tanaka Torres Ueda Vargas "
    "Vega Wagner Walsh Weber Wong Yilmaz Young Zhang Zimmer"
)

Ago = int
"""A number of days before the day the demo is made stands for a date; negative ones are still to come."""


@dataclass(frozen=True)
class Story:
    """Why somebody comes and what they have. In `answers`, an int under a date's name is days ago."""

    weight: int
    goals: tuple[str, ...]
    areas: tuple[str, ...]
    answers: dict[str, dict[str, Any]]
    medicines: tuple[str, ...] = ()
    sex: str = ""
    ages: tuple[int, int] = (22, 68)
    provisional: bool = False


STORIES = (
    Story(34, ("pain_and_tension",), ("neck_back", "left_shoulder", "right_shoulder"), {}),
    Story(22, ("chronic_low_back",), ("left_low_back", "right_low_back"), {}, ages=(30, 70)),
    Story(20, ("wellness",), (), {}, ages=(20, 72)),
    Story(16, ("chronic_neck_pain",), ("neck_back", "left_upper_back", "right_upper_back"), {}, ages=(25, 60)),
    Story(14, ("anxiety_stress",), (), {}, ages=(19, 55)),
    Story(12, ("doms_post_event",), ("left_calf", "right_calf", "left_front_thigh", "right_front_thigh"), {}, ages=(18, 48)),
    Story(8, ("pain_and_tension",), ("neck_back",), {"hypertension_controlled": {"reading": "134/84"}, "antihypertensives_diuretics": {}}, ("lisinopril 10 mg",),
          ages=(45, 74)),
    Story(6, ("chronic_low_back",), ("left_low_back",), {"anticoagulant": {}}, ("apixaban 5 mg",), ages=(58, 74)),
    Story(6, ("anxiety_stress",), (), {"pregnancy": {"due_on": -130}, "dvt_risk_factors": {"factors": ["pregnancy"]}}, sex="female", ages=(24, 40)),
    Story(4, ("restful_sleep",), (), {"pregnancy": {"due_on": -225}, "dvt_risk_factors": {"factors": ["pregnancy"]}}, sex="female", ages=(24, 40)),
    Story(5, ("wellness",), (), {"varicose_veins": {"region": "lower_legs"}}, ages=(45, 74)),
    Story(5, ("knee_osteoarthritis",), ("left_knee", "right_knee"), {"osteoarthritis": {}}, ages=(55, 74)),
    Story(5, ("fibromyalgia",), (), {"fibromyalgia": {}}, ages=(30, 62)),
    Story(4, ("wellness",), (), {"osteoporosis": {}}, ages=(62, 74), sex="female"),
    Story(4, ("wellness",), (), {"lymph_node_removal": {"side": "left", "region": "left_armpit"}}, ages=(45, 70), sex="female"),
    Story(4, ("pain_and_tension",), ("left_shoulder",), {"allergy_tree_nut": {}}, ages=(20, 60)),
    Story(4, ("chronic_low_back",), ("right_low_back",), {"antiplatelet": {"only_low_dose_aspirin": True}}, ("aspirin 81 mg",), ages=(55, 74)),
    Story(3, ("post_op",), ("left_knee",), {"surgery_recent": {"since": 95, "region": "left_knee", "kind": "major_orthopaedic_or_cardiac"}, "dvt_risk_factors": {"factors": ["surgery"]}}, ages=(40, 70)),
    Story(3, ("wellness",), (), {"hypotension": {}}, ages=(20, 45)),
    Story(3, ("pain_and_tension",), ("neck_back",), {"bleeding_disorder": {}}, ages=(25, 55), provisional=True),
    Story(3, ("wellness",), (), {"cancer_active": {}}, ages=(45, 70), provisional=True),
    Story(3, ("chronic_low_back",), ("left_low_back",), {"anticoagulant": {"answer": "not sure"}}, ages=(50, 74),
          provisional=True),
    Story(2, ("wellness",), (), {"angina_cad_stable": {}}, ages=(58, 74), provisional=True),
    Story(2, ("pain_and_tension",), ("neck_back",), {}, ("zoliparine",), ages=(40, 70), provisional=True),
    Story(8, ("wellness",), (), {}, ages=(75, 88)),
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """One client of the demo and their story."""

    name: str
    email: str
    phone: str
    born_on: date
    sex: str
    story: Story


def people(count: int, *, today: date) -> Iterator[Person]:
    """`count` people, the same ones every time for the same day."""
    chance = Random(11)
    lasts = LAST.split()
    for number in range(count):
        story = chance.choices(STORIES, [story.weight for story in STORIES])[0]
        sex = story.sex or chance.choices(("female", "male", "other"), (56, 42, 2))[0]
        first, last = (
            chance.choice(FIRST[sex].split()),
            lasts[(number * 37 + chance.randrange(5)) % len(lasts)],
        )
        born_on = today - timedelta(days=365 * chance.randint(*story.ages) + chance.randrange(365))
        yield Person(
            name=f"{first} {last}",
            email=f"{first}.{last}.{number}@people.example".lower(),
            phone=f"({chance.choice((212, 718, 201, 312))}) 555-{1000 + number:04d}",
            born_on=born_on,
            sex=sex,
            story=story,
        )


def answers_of(story: Story, *, asked: Iterable[Entry], today: date) -> dict[str, list[dict[str, Any]]]:
    """Every question answered: what the story says, no warning sign with it, and no to all else."""
    answers: dict[str, list[dict[str, Any]]] = {}
    for entry in asked:
        said = story.answers.get(entry.id)
        answers[entry.id] = [{"answer": False} if said is None else _told(entry, said, today)]
    return answers


def _told(entry: Entry, said: dict[str, Any], today: date) -> dict[str, Any]:
    signs = {ask.name: False for ask in entry.asks.values() if ask.type == "yes_no" and not ask.is_evidence}
    dated = {name: _dated(name, value, today) for name, value in said.items()}
    return {"answer": True} | dated if "answer" in said else {"answer": True} | signs | dated


def _dated(name: str, value: Any, today: date) -> Any:
    is_date = name in ("since", "until", "due_on", "treatment_ended")
    return (today - timedelta(days=value)).isoformat() if is_date and isinstance(value, int) else value
