"""Who works in the demo practice, where, with which papers, at which hours and prices. Data only; nobody is real."""

from dataclasses import dataclass

PRACTICE = {"name": "Willow & Stone", "slug": "willow-and-stone", "phone": "(212) 555-0100"}

LUBRICANTS = [
    "unscented_lotion",
    "jojoba_oil",
    "grapeseed_oil",
    "fractionated_coconut_oil",
    "sweet_almond_oil",
]


@dataclass(frozen=True)
class Place:
    """A location: where it is and how many rooms it has."""

    slug: str
    name: str
    address: str
    town: str
    jurisdiction: str
    postal_code: str
    point: tuple[float, float]
    time_zone: str
    phone: str
    rooms: tuple[str, ...]


PLACES = (
    Place(
        "park-slope", "Willow & Stone Park Slope", "118 Seventh Avenue", "Brooklyn", "US-NY", "11215",
        (40.6724, -73.9776), "America/New_York", "(718) 555-0101", ("Birch", "Alder", "Rowan", "Hazel"),
    ),
    Place(
        "hoboken", "Willow & Stone Hoboken", "602 Washington Street", "Hoboken", "US-NJ", "07030",
        (40.7440, -74.0290), "America/New_York", "(201) 555-0102", ("Linden", "Maple", "Elm"),
    ),
    Place(
        "lincoln-park", "Willow & Stone Lincoln Park", "2231 North Clark Street", "Chicago", "US-IL", "60614",
        (41.9226, -87.6390), "America/Chicago", "(312) 555-0103", ("Cedar", "Juniper", "Larch"),
    ),
)  # fmt: skip

LICENSING = {
    "US-NY": "New York State Education Department",
    "US-NJ": "New Jersey Board of Massage and Bodywork Therapy",
    "US-IL": "Illinois Department of Financial and Professional Regulation",
}


@dataclass(frozen=True)
class Colleague:
    """A therapist. `weekdays` are digits, Monday is 0. Days to expiry count from the day the demo is made."""

    slug: str
    name: str
    gender: str
    place: str
    languages: tuple[str, ...]
    specialties: tuple[str, ...]
    certificates: tuple[str, ...]
    techniques: tuple[str, ...]
    weekdays: str
    hours: tuple[str, str]
    rate: int
    """Price of an hour of Swedish, in cents; the other offers follow from it."""
    about: str
    licence_days: int = 500
    certificate_days: int = 400
    pressure_ceiling: int = 5
    supervisor: str = ""
    """Who signs their notes too, while they are in training."""


BODY = ("swedish", "deep_tissue")
THERAPISTS = (
    Colleague("maya-okafor", "Maya Okafor", "female", "park-slope", ("en", "fr"), ("chronic_neck_pain", "chronic_low_back"),
              ("deep_tissue_ce", "neuromuscular_ce", "myofascial_ce"), (*BODY, "trigger_point"), "0123", ("09:00", "17:00"), 11500,
              "Eleven years of necks and lower backs. Explains as she goes."),
    Colleague("tomas-rivera", "Tomás Rivera", "male", "park-slope", ("en", "es"), ("doms_post_event", "flexibility_and_mobility"),
              ("deep_tissue_ce", "sports_ce", "cupping_ce"), (*BODY, "sports"), "12345", ("10:00", "18:00"), 12000,
              "Runs with a club on Sundays and treats half of it on Mondays."),
    Colleague("hannah-weiss", "Hannah Weiss", "female", "park-slope", ("en", "de"), ("anxiety_stress", "restful_sleep"),
              ("prenatal", "postpartum"), ("swedish", "prenatal"), "0134", ("09:30", "16:30"), 12500,
              "Pregnancy and the months after it. Slow, warm, unhurried.", pressure_ceiling=4),
    Colleague("jin-park", "Jin Park", "male", "park-slope", ("en", "ko"), ("anxiety_stress", "acute_stress"),
              ("reflexology_certificate", "thai_course"), ("swedish", "reflexology"), "2356", ("11:00", "19:30"), 10500,
              "Feet first. Trained in Seoul, and in his supervised year here.", pressure_ceiling=4, supervisor="Maya Okafor"),
    Colleague("amina-haddad", "Amina Haddad", "female", "park-slope", ("en", "ar"), ("fibromyalgia", "wellness"),
              ("oncology", "lymphatic"), ("swedish",), "1234", ("09:00", "15:00"), 13000,
              "Works lightly with people in and after cancer treatment.", pressure_ceiling=3),
    Colleague("owen-clarke", "Owen Clarke", "male", "hoboken", ("en",), ("chronic_low_back", "knee_osteoarthritis"),
              ("deep_tissue_ce", "neuromuscular_ce"), (*BODY, "trigger_point"), "0124", ("08:00", "16:00"), 10800,
              "Early hours for people who commute."),
    Colleague("lucia-mendez", "Lucía Méndez", "female", "hoboken", ("en", "es", "pt"), ("anxiety_stress", "wellness"),
              ("prenatal", "paediatric"), ("swedish", "prenatal"), "1345", ("10:00", "18:00"), 11200,
              "Certified for pregnancy and for children, with a parent in the room."),
    Colleague("peter-novak", "Peter Novák", "male", "hoboken", ("en", "cs"), ("pain_and_tension",),
              ("deep_tissue_ce",), BODY, "0245", ("12:00", "20:00"), 9800,
              "Evenings. His licence has lapsed, so he cannot be booked until it is renewed.", licence_days=-12),
    Colleague("grace-lin", "Grace Lin", "female", "lincoln-park", ("en", "zh"), ("chronic_neck_pain", "restful_sleep"),
              ("deep_tissue_ce", "reflexology_certificate", "hot_stone_ce"), (*BODY, "reflexology"), "0123", ("09:00", "17:00"), 9900,
              "Necks, jaws and tired feet.", licence_days=21),
    Colleague("marcus-bell", "Marcus Bell", "male", "lincoln-park", ("en",), ("doms_post_event", "chronic_low_back"),
              ("deep_tissue_ce", "sports_ce", "neuromuscular_ce"), (*BODY, "sports", "trigger_point"), "12345",
              ("10:00", "18:30"), 10400, "Former rower. Likes a plan with an end."),
    Colleague("ewa-kowalska", "Ewa Kowalska", "female", "lincoln-park", ("en", "pl"), ("wellness", "anxiety_stress"),
              ("prenatal", "postpartum"), ("swedish", "prenatal"), "0345", ("09:00", "15:30"), 10200,
              "Pregnancy, and everyone who wants it gentle.", certificate_days=25, pressure_ceiling=3),
    Colleague("sam-abara", "Sam Abara", "other", "lincoln-park", ("en",), ("fibromyalgia", "pain_and_tension"),
              ("oncology", "craniosacral_course"), ("swedish",), "2346", ("11:00", "19:00"), 9500,
              "Patient with pain that moves around. Chair or table, as you like.", pressure_ceiling=3),
)  # fmt: skip

LENGTHS = {
    "swedish": (30, 45, 60, 90),
    "deep_tissue": (45, 60),
    "sports": (30, 60),
    "trigger_point": (30, 45),
    "reflexology": (30, 45, 60),
    "prenatal": (45, 60),
}
PREMIUM = {"deep_tissue": 1.15, "sports": 1.15, "trigger_point": 1.10, "prenatal": 1.10}

PEOPLE = (
    ("owner@demo.example", "Ines Moreau", "owner"),
    ("desk@demo.example", "Bea Lindqvist", "desk"),
    ("maya@demo.example", "Maya Okafor", "therapist"),
    ("hannah@demo.example", "Hannah Weiss", "therapist"),
    ("jin@demo.example", "Jin Park", "therapist"),
)
PASSWORD = "unknot-demo"  # noqa: S105 - works on loopback only
