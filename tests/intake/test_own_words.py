"""What people type about medicines and health: kept as typed, offered back, confirmed or open, decided by nobody."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.contracts.scene import NOW, answered_dossier
from tests.intake.test_questionnaire import Way
from unknot.accounts.models import User
from unknot.audit.actions import SYSTEM
from unknot.care.actions import screen_sheet
from unknot.clinical.loading import default_knowledge
from unknot.intake.actions import claim_dossier, give_reason
from unknot.intake.errors import NotYours
from unknot.intake.models import Reason, Saying, Sheet

pytestmark = pytest.mark.django_db
LINES = ("medicines.", "notes.")


@pytest.fixture
def way() -> Iterator[Way]:
    with time_machine.travel(NOW, tick=False):
        yield Way()


def kept(way: Way) -> Reason:
    return way.sheet.reasons.latest("id")


def open_lines(sheet: Sheet) -> set[str]:
    result = screen_sheet(sheet, on=NOW.date(), by=SYSTEM, now=NOW).result
    return {each for each in result["unresolved"] if each.startswith(LINES)}


def test_a_note_is_kept_offered_and_open_until_it_is_confirmed(way: Way) -> None:
    page = way.post("intake:medicines", none="on", notes="clot in my leg")
    assert kept(way).notes == ["clot in my leg"]
    assert open_lines(way.sheet) == {"notes.0"}
    (note,) = page.context["notes_offered"]
    assert "dvt_acute" in {entry.id for entry in note.entries}
    assert not Saying.objects.exists(), "an offer decides nothing"

    told = {"none": "on", "notes": "clot in my leg", "as_typed": "yes", "note-0": ["dvt_acute"]}
    assert way.is_at(way.post("intake:medicines", **told), "care:onward")
    assert way.newest("dvt_acute") == [{"answer": True}]
    assert kept(way).notes_meant == {"clot in my leg": {"is": ["dvt_acute"], "said_by": "client"}}
    assert open_lines(way.sheet) == set()


def test_that_is_not_it_leaves_a_note_to_the_therapist(way: Way) -> None:
    way.post("intake:medicines", none="on", notes="slipped disc", as_typed="yes")
    assert (kept(way).notes, kept(way).notes_meant) == (["slipped disc"], {})
    assert not Saying.objects.exists()
    assert open_lines(way.sheet) == {"notes.0"}


def test_a_note_like_nothing_we_know_goes_on_at_once_and_stays_open(way: Way) -> None:
    assert way.is_at(way.post("intake:medicines", none="on", notes="qwerty zxcv"), "care:follow")
    assert open_lines(way.sheet) == {"notes.0"}


def test_a_note_about_what_was_answered_with_yes_adds_no_second_yes(way: Way) -> None:
    way.post("intake:who", born_on="1990-01-02", sex="male")
    screen = next(each.id for each in default_knowledge().screens if "varicose_veins" in each.entries)
    way.post("intake:screen", screen, yes=["varicose_veins"])
    told = {"none": "on", "notes": "varicous veins", "as_typed": "yes", "note-0": ["varicose_veins"]}
    assert way.is_at(way.post("intake:medicines", **told), "care:follow")
    assert way.sheet.sayings.filter(entry_id="varicose_veins").count() == 1


def test_a_no_given_before_gives_way_to_what_was_confirmed(way: Way) -> None:
    way.post("intake:who", born_on="1990-01-02", sex="male")
    screen = next(each.id for each in default_knowledge().screens if "varicose_veins" in each.entries)
    way.post("intake:screen", screen, yes=["none"])
    told = {"none": "on", "notes": "varicous veins", "as_typed": "yes", "note-0": ["varicose_veins"]}
    way.post("intake:medicines", **told)
    assert way.newest("varicose_veins") == [{"answer": True}]


@pytest.mark.parametrize(
    "chosen", ["fever", "minor", "consent_impaired", "no such entry", "a\x00b", "<script>"]
)
def test_only_what_was_offered_for_a_note_can_be_confirmed(way: Way, chosen: str) -> None:
    told = {"none": "on", "notes": "varicose veins", "as_typed": "yes", "note-0": [chosen]}
    way.post("intake:medicines", **told)
    assert kept(way).notes_meant == {}
    assert not Saying.objects.exists()


def test_a_red_flag_that_is_confirmed_asks_on_only_about_emergencies(way: Way) -> None:
    way.post("intake:who", born_on="1990-01-02", sex="male")
    told = {"none": "on", "notes": "chest pain", "as_typed": "yes", "note-0": ["chest_pain_now"]}
    onward = way.browser.get(way.post("intake:medicines", **told)["Location"])
    assert way.is_at(onward, "intake:emergencies")


def test_a_name_often_mixed_up_is_open_until_it_is_confirmed(way: Way) -> None:
    page = way.post("intake:medicines", typed="Xarelto 20 mg")
    assert [each.medicine.name for each in page.context["offers"][0].offers] == [
        "rivaroxaban",
        "ethosuximide",
    ]
    assert "Please look at the box" in page.content.decode()
    assert open_lines(way.sheet) == {"medicines.0"}, "also where somebody leaves this page"
    chosen = {"typed": "Xarelto 20 mg", "as_typed": "yes", "instead-Xarelto 20 mg": "rivaroxaban"}
    way.post("intake:medicines", **chosen)
    assert kept(way).medicines == ["Xarelto 20 mg"]
    assert open_lines(way.sheet) == set()


def test_what_was_confirmed_once_is_not_asked_again(way: Way) -> None:
    chosen = {"typed": "Xarelto", "as_typed": "yes", "instead-Xarelto": "rivaroxaban"}
    way.post("intake:medicines", **chosen)
    assert way.is_at(way.post("intake:medicines", typed="Xarelto\nzinc"), "care:follow")
    assert open_lines(way.sheet) == set()
    way.post("intake:medicines", typed="zinc")
    assert kept(way).medicines_meant == {}, "a line taken away takes its meaning along"


def test_what_was_typed_is_there_again_after_a_mistake_and_on_coming_back(way: Way) -> None:
    form = way.post("intake:medicines", typed="zinc", none="on", notes="slipped disc").context["form"]
    assert form.errors.keys() == {"none"}
    assert (form["typed"].value(), form["notes"].value()) == ("zinc", "slipped disc")
    way.post("intake:medicines", typed="zinc", notes="slipped disc", as_typed="yes")
    form = way.get("intake:medicines").context["form"]
    assert (form["typed"].value(), form["notes"].value()) == ("zinc", "slipped disc")


def test_the_answer_says_in_the_persons_own_words_what_is_open(way: Way) -> None:
    way.post("intake:medicines", typed="qwertamab\nzinc", notes="zxcv", as_typed="yes")
    questions = way.get("care:answer").context["questions"]
    assert {"Which medicine is “qwertamab”?", "What does “zxcv” tell of?"} <= set(questions)


def test_too_many_notes_are_refused_at_their_field(way: Way) -> None:
    form = way.post("intake:medicines", none="on", notes="\n".join(f"thing {n}" for n in range(21))).context[
        "form"
    ]
    assert form.errors.keys() == {"notes"}


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\x07", "\ufeff"])
def test_signs_that_nobody_sees_stop_nobody(way: Way, sign: str) -> None:
    way.post("intake:medicines", typed=f"zi{sign}nc", notes=f"{sign}\nslipped {sign}disc", as_typed="yes")
    assert (kept(way).medicines, kept(way).notes) == (["zinc"], ["slipped disc"])
    assert way.get("care:answer").status_code == 200


def test_a_page_of_a_client_gives_no_meaning_in_the_name_of_staff() -> None:
    sheet, _ = answered_dossier()
    with pytest.raises(NotYours):
        give_reason(
            sheet, by=SYSTEM, now=NOW, medicines=["x"], medicines_meant={"x": {"is": [], "said_by": "staff"}}
        )


def test_a_practice_takes_over_what_was_written_with_its_meaning(way: Way) -> None:
    from tests.booking.scene import make_client, make_practice

    told = {"typed": "Xarelto", "instead-Xarelto": "rivaroxaban", "notes": "zxcv", "as_typed": "yes"}
    way.post("intake:medicines", **told)
    client = make_client(make_practice(name="Alder"), name="Robin")
    sheet = claim_dossier(way.sheet, client=client, by=SYSTEM, now=NOW)
    assert open_lines(sheet) == {"notes.0"}
    reason = sheet.reasons.latest("id")
    assert (reason.notes, list(reason.medicines_meant), reason.user) == (["zxcv"], ["Xarelto"], None)


def test_a_meaning_the_knowledge_has_dropped_leaves_the_line_open(way: Way) -> None:
    way.post("intake:medicines", typed="zinc", notes="zxcv", as_typed="yes")
    user = User.objects.create_user("t@alder.example", "a long enough password", name="T")
    gone = {"is": ["no such entry any more"], "said_by": "staff"}
    give_reason(way.sheet, by=SYSTEM, now=NOW, user=user, why="x", notes_meant={"zxcv": gone})
    assert open_lines(way.sheet) == {"notes.0"}
