"""The towns of the town-scale demo, and names for practices and their places. Data only; no practice is real."""

from typing import NamedTuple


class Town(NamedTuple):
    """A real town: where it is, what a licence there must be valid in, and its clock."""

    name: str
    jurisdiction: str
    postal_code: str
    point: tuple[float, float]
    time_zone: str
    area_code: str


TOWNS = (
    Town("New York", "US-NY", "10025", (40.7975, -73.9683), "America/New_York", "212"),
    Town("Philadelphia", "US-PA", "19103", (39.9513, -75.1741), "America/New_York", "215"),
    Town("Cambridge", "US-MA", "02139", (42.3647, -71.1042), "America/New_York", "617"),
    Town("Atlanta", "US-GA", "30307", (33.7691, -84.3360), "America/New_York", "404"),
    Town("Miami", "US-FL", "33131", (25.7629, -80.1895), "America/New_York", "305"),
    Town("Ann Arbor", "US-MI", "48104", (42.2694, -83.7282), "America/Detroit", "734"),
    Town("Chicago", "US-IL", "60614", (41.9229, -87.6483), "America/Chicago", "312"),
    Town("Houston", "US-TX", "77006", (29.7409, -95.3923), "America/Chicago", "713"),
    Town("New Orleans", "US-LA", "70115", (29.9289, -90.1005), "America/Chicago", "504"),
    Town("Minneapolis", "US-MN", "55408", (44.9466, -93.2862), "America/Chicago", "612"),
    Town("Nashville", "US-TN", "37206", (36.1798, -86.7411), "America/Chicago", "615"),
    Town("Kansas City", "US-MO", "64111", (39.0565, -94.5929), "America/Chicago", "816"),
    Town("Denver", "US-CO", "80205", (39.7590, -104.9661), "America/Denver", "303"),
    Town("Albuquerque", "US-NM", "87106", (35.0790, -106.6169), "America/Denver", "505"),
    Town("Salt Lake City", "US-UT", "84103", (40.7776, -111.8749), "America/Denver", "801"),
    Town("Phoenix", "US-AZ", "85004", (33.4557, -112.0686), "America/Phoenix", "602"),
    Town("Seattle", "US-WA", "98103", (47.6733, -122.3426), "America/Los_Angeles", "206"),
    Town("Portland", "US-OR", "97214", (45.5142, -122.6364), "America/Los_Angeles", "503"),
    Town("Los Angeles", "US-CA", "90026", (34.0766, -118.2646), "America/Los_Angeles", "213"),
    Town("Las Vegas", "US-NV", "89101", (36.1721, -115.1224), "America/Los_Angeles", "702"),
)

PRACTICES = (
    "Slow River", "Open Hands", "Quiet Shoulder", "Fern & Linen", "Second Breath", "Long Exhale", "Warm Stone",
    "Still Water", "Even Keel", "Good Neighbour", "North Window", "Loose Knot", "Early Light", "Old Orchard",
    "Common Thread", "Soft Landing", "Plain Kindness", "Blue Heron", "Tall Grass", "Kettle & Towel",
)  # fmt: skip
STREETS = (
    "Station Street",
    "Mill Lane",
    "Garden Row",
    "Market Square",
    "Hill Road",
    "Bridge Street",
    "Park View",
)
ROOMS = ("Birch", "Alder", "Rowan", "Hazel", "Linden", "Maple", "Elm", "Cedar")
