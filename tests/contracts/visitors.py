"""Who comes to an address, and what the contract says they get."""

from dataclasses import dataclass

from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.addresses import Address, Row
from tests.contracts.scene import CHANGES, NOT_SURE_OF, TODAY, WAITS_FOR_A_LETTER, House
from tests.knowing import known_as
from unknot.accounts.models import User

OPEN, SIGN_IN, FORBIDDEN, NOT_FOUND = "open", "sign in", "forbidden", "not found"
SCREEN = "bones"


@dataclass(frozen=True)
class Visitor:
    """One who asks for an address, and whether it opens. `home` is the house whose things they may see there."""

    words: str
    person: User | None
    address: str
    gets: str
    home: House | None = None
    known: bool = False
    """Whether they hold the link of a client and have shown that they are that client."""


def visitors(row: Row, address: Address, here: House, elsewhere: House) -> list[Visitor]:
    if row.who <= {"link:dossier", "link:visit", "link:client"}:
        return _with_links(row, address, here, elsewhere)
    path = address_of(address, here) + row.query
    people: list[tuple[str, User | None, str, House | None]] = [("a stranger", None, "", None)]
    people += [(f"{what} here", user, what, here) for what, user in here.staff.items()]
    people += [
        (f"{what} of another practice", user, what, elsewhere) for what, user in elsewhere.staff.items()
    ]
    people.append(("one who works nowhere any more", _jobless(), "nothing", None))
    return [
        Visitor(words, user, path, _gets(row, address, user, what, home is here), home)
        for words, user, what, home in people
    ]


def _gets(row: Row, address: Address, user: User | None, what: str, is_here: bool) -> str:
    if row.who == {"anyone"}:
        return OPEN
    if user is None:
        return SIGN_IN
    role = "therapist" if what in ("treats", "other") else what
    if role not in row.who:
        return FORBIDDEN
    is_theirs = is_here and (what == "treats" if row.own else what != "other")
    return OPEN if is_theirs or "pk" not in address.parts else NOT_FOUND


def _with_links(row: Row, address: Address, here: House, elsewhere: House) -> list[Visitor]:
    scope = next(iter(row.who)).partition(":")[2]
    other = "visit" if scope == "dossier" else "dossier"
    tokens = here.tokens[scope]
    links = [
        ("the holder of the link", tokens["right"], OPEN, here),
        ("the holder of another's link", elsewhere.tokens[scope]["right"], OPEN, elsewhere),
        ("the holder of an expired link", tokens["expired"], NOT_FOUND, None),
        ("the holder of a revoked link", tokens["revoked"], NOT_FOUND, None),
        ("the holder of a link to something else", here.tokens[other]["right"], NOT_FOUND, None),
        ("one who guesses", "x" * 32, NOT_FOUND, None),
        ("one who sends rubbish", "\x00' OR 1=1 --", NOT_FOUND, None),
    ]
    found = [
        Visitor(words, None, address_of(address, here, token=token) + row.query, gets, home)
        for words, token, gets, home in links
    ]
    known = Visitor("the holder who is known", None, found[0].address, OPEN, here, known=True)
    return [*found, known] if row.known else found


def _jobless() -> User:
    return User.objects.create_user("gone@former.example", "a long enough password", name="Gone")


def address_of(address: Address, house: House, *, token: str = "") -> str:
    values = {
        "token": token,
        "screen_code": SCREEN,
        "kind": "conditions",
        "page_id": CHANGES,
        "ref_code": f"conditions/{CHANGES}",
        "offer_id": house.offer.pk,
        "therapist_id": house.offer.therapist_id,
        "location_id": house.location.pk,
        "slug": house.offer.therapist.slug,
        "pk": _row_of(house, address.name),
        "entry_code": WAITS_FOR_A_LETTER if address.name == "visits:letter_seen" else NOT_SURE_OF,
        "line": 0,
        "day": TODAY.isoformat(),
    }
    return reverse(address.name, kwargs={part: values[part] for part in address.parts})


def _row_of(house: House, name: str) -> int:
    """The row that an address with a number points at: the visit, but for those of other tables."""
    if name == "notes:history":
        return house.client.pk
    if name == "own:consent":
        return house.client.consents.get().pk
    if name.endswith("_phrase"):
        return house.phrase.pk if house.phrase else 0
    if name.startswith("notes:"):
        return house.note.pk if house.note else 0
    if name == "visits:alarm_seen":
        return house.alarm.pk if house.alarm else 0
    return house.review.pk if name == "visits:decide_review" else house.visit.pk


def browser_of(visitor: Visitor) -> Browser:
    browser = Browser(raise_request_exception=False)
    if visitor.known and visitor.home:
        known_as(visitor.home.client, browser)
    if visitor.person is not None:
        browser.force_login(visitor.person, backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    return browser
