"""A note on paper is whole, tagged, and says what it is; markup in a name is printed, and accents show."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.contracts.scene import NOW, House, make_house
from tests.visits.noting import a_draft, held
from unknot.audit.actions import Actor
from unknot.clients.models import Client
from unknot.drawing.before_after import draw_before_after
from unknot.drawing.session_marks import KINDS, session_marks_from
from unknot.visits.models import Note
from unknot.visits.notes.actions import amend_note, sign_note
from unknot.visits.notes.keeping import mark_in_error
from unknot.visits.notes.printing.paper import HERE, note_as_pdf

pytestmark = pytest.mark.django_db
MARK = {"kind": "pain", "region": "left_shoulder", "pin": None, "intensity": 6, "layer": "", "when": "before",
        "refers_to": ["left_upper_arm"], "words": ""}  # fmt: skip
CONTENT = {
    "subjective": "Zażółć gęślą jaźń.\nБолит плечо. Πονάει. ½",
    "plan": "#text(red)[no] *not bold* $x$ \\ @ref <tag> `code`",
    "beyond": "The client asked for it.",
    "mark/a": MARK,
    "mark/b": MARK | {"when": "after", "intensity": 3},
    "work/a": {"technique": "swedish", "regions": ["left_shoulder"], "strokes": ["effleurage"], "minutes": 20,
               "pressure": 2, "words": ""},
    "comfort/a": {"said": "lighter", "minute": 7, "words": ""},
    "stop": {"minute": 18, "because": "Felt faint"},
}  # fmt: skip


@pytest.fixture
def house() -> House:
    house = make_house("Alder")
    held(house)
    return house


def printed(note: Note) -> PdfReader:
    return PdfReader(BytesIO(note_as_pdf(Note.objects.get(pk=note.pk))))


def words_of(reader: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def signed(house: House, **content: Any) -> Note:
    author = house.staff["treats"]
    by = Actor("user", str(author.pk))
    note = sign_note(a_draft(house.visit, **(content or CONTENT)), user=author, by=by, now=NOW)
    amend_note(note, words="Left, not right.", user=author, by=by, now=NOW + timedelta(days=1))
    return note


def test_all_of_it_is_on_paper(house: House) -> None:
    note = signed(house)
    text = words_of(printed(note))
    for words in (
        house.client.name, "1 Elm Street, Ithaca",
        "Monday 30 November 2026, 12:00", "Zażółć gęślą jaźń.", "Болит плечо.",
        "Πονάει. ½", "Beyond the limits", "The client asked for it.", "Swedish", "20", "2 of 5", "effleurage",
        "Lighter at minute 7", "stopped at minute 18: Felt faint", "pain, 6 of 10 before, 3 after",
        "Treats of Alder", "Left, not right.", "Page 1 of",
    ):  # fmt: skip
        assert words in text, words
    assert note.hash in text.replace(" ", "")


def test_markup_in_words_and_names_is_printed_and_not_run(house: House) -> None:
    Client.objects.filter(pk=house.client.pk).update(name='#panic("x") *Bo* <b>')
    text = words_of(printed(signed(house)))
    assert '#panic("x") *Bo* <b>' in text
    assert "#text(red)[no] *not bold* $x$ \\ @ref <tag> `code`" in text


def test_a_screen_reader_can_read_it(house: House) -> None:
    reader = printed(signed(house))
    root = reader.trailer["/Root"]
    assert isinstance(root, DictionaryObject)
    assert root["/MarkInfo"]["/Marked"] is not None
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == f"Note of {house.client.name}, Monday 30 November 2026, 12:00"
    tags = tags_of(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/L", "/Figure"} <= {tag for tag, _ in tags}
    told = [alt for tag, alt in tags if tag == "/Figure"]
    assert told
    assert all(told), "words behind every picture"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data(), "it says itself that it keeps to PDF/UA"


def tags_of(element: Any) -> list[tuple[str, str]]:
    """Every element of the structure tree, with its words."""
    element = element.get_object()
    if isinstance(element, list):
        return [tag for each in element for tag in tags_of(each)]
    if not isinstance(element, DictionaryObject):
        return []
    here = [(str(element["/S"]), str(element.get("/Alt", "")))] if "/S" in element else []
    return here + (tags_of(element["/K"]) if "/K" in element else [])


def test_its_fonts_come_along(house: House) -> None:
    fonts = {
        font["/BaseFont"]
        for page in printed(signed(house)).pages
        for font in (each.get_object() for each in page["/Resources"]["/Font"].values())
    }
    assert fonts
    assert all("+" in font for font in fonts), "a part of each font stands in the file"


@pytest.mark.parametrize(
    ("sign", "number"),
    [("李", "[U+674E]"), ("\U0001f600", "[U+1F600]"), ("\x07", "[U+0007]"), ("\ue000", "[U+E000]")],
)
def test_a_sign_that_no_font_has_stands_as_its_number(house: House, sign: str, number: str) -> None:
    text = words_of(printed(signed(house, plan=f"before{sign}after")))
    assert f"before{number}after" in text or f"before{sign}after" in text


def test_what_was_entered_in_error_says_so_on_paper(house: House) -> None:
    note, author = signed(house), house.staff["treats"]
    mark_in_error(note, because="Wrong client", user=author, by=Actor("user", "1"), now=NOW)
    assert "Entered in error. Wrong client Struck out by Treats of Alder" in words_of(printed(note))


def test_a_draft_says_that_it_is_not_signed(house: House) -> None:
    assert "This note is not signed yet." in words_of(printed(a_draft(house.visit)))


def test_an_empty_note_prints(house: House) -> None:
    assert house.client.name in words_of(printed(signed(house, plan="x")))


def test_the_signs_of_the_body_have_their_look_on_paper() -> None:
    rows = [
        MARK | {"id": f"{kind}{when}", "kind": kind, "when": when, "layer": "muscle"}
        for kind in KINDS for when in ("before", "after")
    ]  # fmt: skip
    drawn = set(re.findall(r'class="([^"]*)"', str(draw_before_after(session_marks_from(rows)))))
    names = {name for each in drawn for name in each.split()}
    style = (HERE / "body.css").read_text(encoding="utf-8")
    shapes = {name for name in names if name.startswith(("sign-", "referr", "body-part-shape", "body-edge"))}
    plain = {"sign-pain", "sign-tension", "sign-trigger-point"}
    assert [name for name in sorted(shapes - plain) if f".{name}" not in style] == []
