"""What the loader refuses, and how it says so."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.clinical.small import a_rule, an_ask, an_entry, entries_of
from tests.clinical.toml_writing import written
from unknot.clinical.errors import KnowledgeError
from unknot.clinical.loading import base_folder, default_knowledge, load_knowledge

Table = dict[str, Any]

ASKS = {
    "bad": an_ask("yes_no", "yes"),
    "stable": an_ask("yes_no", "evidence"),
    "since": an_ask("date", "later"),
    "began": an_ask("date", "earlier"),
    "healed_on": an_ask("date", "evidence"),
    "size": an_ask("number", "higher"),
    "count": an_ask("number", "lower"),
    "heat": an_ask("number", "outside", low=35, high=38),
    "reading": an_ask("reading", "higher"),
    "kind": an_ask("choice", "unordered", choices=["minor"], choice_labels=["Minor"]),
    "region": an_ask("region", "unordered", within="legs"),
    "side": an_ask("side", "unordered"),
}


def with_entry(**keys: Any) -> Table:
    return {"ache": an_entry(ask=ASKS, **keys)}


def with_ask(**keys: Any) -> Table:
    return {"ache": an_entry(ask={"x": {**an_ask("yes_no", "yes"), **keys}})}


def with_rule(*, level: str = "modify", **keys: Any) -> Table:
    return with_entry(rules=[a_rule(level, **keys)])


def when(**keys: Any) -> Table:
    return with_rule(when=keys)


def limiting(**keys: Any) -> Table:
    return with_rule(limits=keys)


def on_region(**keys: Any) -> Table:
    return limiting(regions=[keys])


def without(key: str) -> Table:
    table = an_entry()
    del table[key]
    return {"ache": table}


RULE = "ache.rules.0"
REFUSED: list[tuple[str, Table, str, str]] = [
    ("an unknown key of an entry", with_entry(severity="bad"), "ache.severity", "unknown key"),
    ("an unknown key of a rule", with_rule(limit={}), f"{RULE}.limit", "nearest: limits"),
    ("an unknown key of an ask", with_ask(worst="yes"), "ache.ask.x.worst", "nearest: worse"),
    ("an unknown key of limits", limiting(presure_max=2), f"{RULE}.limits.presure_max", "pressure_max"),
    ("an id in capitals", {"Ache": an_entry()}, "Ache", "small letters"),
    ("no title", without("title"), "ache.title", "required"),
    ("no author", without("written_by"), "ache.written_by", "required"),
    ("no question", with_entry(question=""), "ache.question", "the question"),
    ("no source", with_entry(sources=[]), "ache.sources", "at least one source"),
    ("a source nobody listed", with_entry(sources=[{"key": "ARTT"}]), "ache.sources", "nearest: ART"),
    ("a rule's source nobody listed", with_rule(sources=[{"key": "?"}]), f"{RULE}.sources", "source"),
    ("a body system nobody knows", with_entry(system="soul"), "ache.system", "system"),
    ("a mark nobody knows", with_entry(marks=["x"]), "ache.marks", "mark"),
    ("a review that is due before it was made", with_entry(review_due=date(2026, 1, 1)), "ache.review_due", "after"),
    ("a computed entry nobody computes", with_entry(asked_of="computed"), "ache.asked_of", "derived fact"),
    ("somebody else to ask", with_entry(asked_of="neighbour"), "ache.asked_of", "client, therapist, computed"),
    ("a word that should be a list", with_entry(synonyms="sore"), "ache.synonyms", "a list"),
    ("a number that should be a word", with_entry(title=3), "ache.title", "type str"),
    ("an ask of unknown type", with_ask(type="colour"), "ache.ask.x.type", "yes_no"),
    ("an ask whose worse does not fit", with_ask(worse="later"), "ache.ask.x.worse", "yes or unordered"),
    ("outside of nothing", with_ask(type="number", worse="outside"), "ache.ask.x.low", "in order"),
    ("choices of nothing", with_ask(type="choice", worse="unordered"), "ache.ask.x.choices", "choices"),
    (
        "a choice without label",
        with_ask(type="choice", worse="unordered", choices=["a"]),
        "ache.ask.x.choice_labels",
        "accepted: 1",
    ),
    (
        "the same choice twice",
        with_ask(type="choice", worse="unordered", choices=["a", "a"], choice_labels=["A", "A"]),
        "ache.ask.x.choices",
        "each once",
    ),
    ("a place for what is no region", with_ask(within="legs"), "ache.ask.x.within", "no region"),
    ("a place nobody knows", with_ask(type="region", worse="more", within="leg"), "ache.ask.x.within", "legs"),
    ("asks that are no table", {"ache": an_entry(ask=[])}, "ache.ask", "a table"),
    ("an ask with a name statements use", {"ache": an_entry(ask={"answer": ASKS["bad"]})}, "ache.ask.answer", "name"),
    ("an unknown level", with_rule(level="severe"), f"{RULE}.level", "absolute"),
    ("an unknown urgency", with_rule(urgency="soon"), f"{RULE}.urgency", "same_day"),
    ("a rule without reason", with_rule(because=" "), f"{RULE}.because", "words"),
    ("a rule named as a level", with_rule(name="local"), f"{RULE}.name", "not a level"),
    ("rules that are no list", with_entry(rules={}), "ache.rules", "a list of rules"),
    ("two rules of one id", with_entry(rules=[a_rule(), a_rule()]), "ache.rules.1", "a name for each"),
    ("a requirement nobody knows", with_rule(require=["glove"]), f"{RULE}.require", "nearest: gloves"),
    ("a window over no date", with_rule(window={"after": "bad", "days": 3}), f"{RULE}.window.after", "date"),
    ("a window over nothing", with_rule(window={"after": "then", "days": 3}), f"{RULE}.window.after", "date ask"),
    ("a window over what is worse earlier", with_rule(window={"after": "began", "days": 3}), f"{RULE}.window.after",
     "worse later"),
    ("a window over evidence", with_rule(window={"after": "healed_on", "days": 3}), f"{RULE}.window.after",
     "worse later"),
    ("a window of no days", with_rule(window={"after": "since", "days": 0}), f"{RULE}.window.days", "1 to"),
    ("a red flag that ends", with_rule(urgency="emergency", window={"after": "end", "days": 3}),
     f"{RULE}.window.after", "urgent"),
    ("a passing thing that forbids for ever", with_entry(transient=True, rules=[a_rule("absolute")]),
     f"{RULE}.window", "every later month"),
    ("pressure beyond the scale", limiting(pressure_max=6), f"{RULE}.limits.pressure_max", "0 to 5"),
    ("a session of no length", limiting(session_max_minutes=0), f"{RULE}.limits.session_max_minutes", "5 to 240"),
    ("a technique nobody knows", limiting(exclude_techniques=["deep"]), f"{RULE}.limits.exclude_techniques",
     "technique"),
    ("a position nobody knows", limiting(exclude_positions=["proned"]), f"{RULE}.limits.exclude_positions", "prone"),
    ("a preferred position nobody knows", limiting(prefer_positions=["lying"]), f"{RULE}.limits.prefer_positions",
     "position"),
    ("a lubricant nobody knows", limiting(exclude_lubricants=["butter"]), f"{RULE}.limits.exclude_lubricants",
     "shea_butter"),
    ("a qualification nobody knows", limiting(require_qualifications=["natal"]),
     f"{RULE}.limits.require_qualifications", "prenatal"),
    ("a region nobody knows", on_region(of="calfs", avoid=True), f"{RULE}.limits.regions.0.of", "nearest: calf"),
    ("no region", on_region(avoid=True), f"{RULE}.limits.regions.0", "one of them"),
    ("two regions", on_region(of="face", of_attribute="region", avoid=True), f"{RULE}.limits.regions.0", "one of"),
    ("a region without effect", on_region(of="face"), f"{RULE}.limits.regions.0", "avoid, pressure_max"),
    ("a regional technique nobody knows", on_region(of="face", exclude_techniques=["x"]),
     f"{RULE}.limits.regions.0.exclude_techniques", "technique"),
    ("regional pressure beyond the scale", on_region(of="face", pressure_max=-1),
     f"{RULE}.limits.regions.0.pressure_max", "0 to 5"),
    ("a region from what is no region", on_region(of_attribute="kind", avoid=True),
     f"{RULE}.limits.regions.0.of_attribute", "type region"),
    ("a side from what is no side", on_region(of="arms", side_attribute="bad", avoid=True),
     f"{RULE}.limits.regions.0.side_attribute", "type side"),
    ("a stand-in that is too small", on_region(of_attribute="region", otherwise="feet", avoid=True),
     f"{RULE}.limits.regions.0.otherwise", "covers every region"),
    ("a stand-in too small once widened",
     on_region(of_attribute="region", otherwise="legs", widen="quadrant", avoid=True),
     f"{RULE}.limits.regions.0.otherwise", "low_back"),
    ("a stand-in for what was not asked", on_region(of="face", otherwise="head", avoid=True),
     f"{RULE}.limits.regions.0.otherwise", "not asked"),
    ("an unknown widening", on_region(of="face", widen="all", avoid=True), f"{RULE}.limits.regions.0.widen", "limb"),
    ("a condition that is no table", with_rule(when="bad"), f"{RULE}.when", "{flag}"),
    ("a condition nobody knows", when(**{"not": {"flag": "bad"}}), f"{RULE}.when", "{unless}"),
    ("an empty condition", when(), f"{RULE}.when", "{flag}"),
    ("two conditions in one", when(flag="bad", unless="stable"), f"{RULE}.when", "{flag}"),
    ("two bounds in one", when(attr="size", at_least=3, under=9), f"{RULE}.when", "attr"),
    ("a flag that is not declared", when(flag="sore"), f"{RULE}.when.flag", "ask of this entry"),
    ("a flag that is a date", when(flag="since"), f"{RULE}.when.flag", "yes_no"),
    ("a flag that is evidence", when(flag="stable"), f"{RULE}.when.flag", "`unless` reads evidence"),
    ("an exception for a risk", when(unless="bad"), f"{RULE}.when.unless", "evidence"),
    ("evidence behind an urgency", with_rule(urgency="same_day", when={"unless": "stable"}),
     f"{RULE}.when.unless", "urgency"),
    ("evidence behind an urgency, hidden", with_rule(urgency="same_day", when={"any": [{"unless": "stable"}]}),
     f"{RULE}.when.any.0.unless", "urgency"),
    ("days since evidence", when(days_since="healed_on", under=3), f"{RULE}.when.days_since", "`unless`"),
    ("more where less is worse", when(attr="count", over=3), f"{RULE}.when.over", "worse lower"),
    ("less where more is worse", when(attr="size", at_most=3), f"{RULE}.when.at_most", "worse higher"),
    ("a bound inside a good range", when(attr="heat", over=36), f"{RULE}.when.over", "worse outside"),
    ("less of a reading", when(attr="reading.systolic", under=90), f"{RULE}.when.under", "worse higher"),
    ("long ago where lately is worse", when(days_since="since", at_least=3), f"{RULE}.when.at_least", "worse later"),
    ("lately where long ago is worse", when(days_since="began", under=3), f"{RULE}.when.under", "worse earlier"),
    ("half of what has no halves", when(attr="size.systolic", over=3), f"{RULE}.when.attr", "reading"),
    ("a third half", when(attr="reading.pulse", over=3), f"{RULE}.when.attr", ".diastolic"),
    ("a whole reading", when(attr="reading", over=3), f"{RULE}.when.attr", "number"),
    ("a bound that is no number", when(attr="size", over="3"), f"{RULE}.when.over", "a number"),
    ("days that are no number", when(days_since="since", under="3"), f"{RULE}.when.under", "whole number"),
    ("a choice that is not offered", when(attr="kind", one_of=["major"]), f"{RULE}.when.one_of", "minor"),
    ("no choice", when(attr="kind", one_of=[]), f"{RULE}.when.one_of", "a list"),
    ("a count of what is one", when(attr="kind", count_at_least=1), f"{RULE}.when.attr", "choices"),
    ("a place nobody knows, within", when(attr="region", within="leg"), f"{RULE}.when.within", "legs"),
    ("an entry nobody wrote", when(yes="achy"), f"{RULE}.when.yes", "nearest: ache"),
    ("an age of none", when(age_under=0), f"{RULE}.when.age_under", "from 1"),
    ("not a first visit", when(first_visit=False), f"{RULE}.when.first_visit", "true"),
    ("all of nothing", when(all=[]), f"{RULE}.when.all", "a list of conditions"),
    ("more than there are", when(at_least=2, of=[{"flag": "bad"}]), f"{RULE}.when.at_least", "whole number"),
    ("a broken part", when(all=[{"flag": "bad"}, {"flag": "sore"}]), f"{RULE}.when.all.1.flag", "ask"),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "tables", "path", "accepted"), REFUSED, ids=[row[0] for row in REFUSED])
def test_the_loader_refuses(remark: str, tables: Table, path: str, accepted: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        entries_of(tables)
    assert (refused.value.file, refused.value.path) == ("conditions/test.toml", path)
    assert accepted in str(refused.value)
    assert refused.value.found


def test_an_entry_that_holds_together_is_read() -> None:
    conditions = [{"flag": "bad"}, {"attr": "heat", "over": 38}, {"attr": "heat", "under": 35}]
    entries_of(with_rule(when={"any": conditions}, limits={"regions": [{"of": "face", "avoid": True}]}))


def test_an_end_that_is_counted_from_is_asked_for() -> None:
    entry = entries_of({"ache": an_entry(rules=[a_rule(window={"after": "end", "days": 3})])})["ache"]
    assert entry.asks["until"].is_evidence


def test_clot_risk_without_factors_to_count_is_refused() -> None:
    with pytest.raises(KnowledgeError, match=r"dvt_risk_factors\.ask\.factors"):
        entries_of({"dvt_risk_factors": an_entry()})


# Whole folders: the shipped base, with one thing changed.

Change = Callable[[Path], object]


def a_copy(to: Path) -> Path:
    shutil.copytree(base_folder(), to / "base", ignore=shutil.ignore_patterns("cases"))
    return to / "base"


def writing(name: str, content: str) -> Change:
    return lambda folder: (folder / name).write_text(content)


def appending(name: str, content: str) -> Change:
    return lambda folder: (folder / name).write_text((folder / name).read_text() + content)


FOLDERS: list[tuple[str, Change, str, str]] = [
    (
        "an id in two files",
        writing("conditions/more.toml", written({"fever": an_entry()})),
        "fever",
        "second entry",
    ),
    ("an entry that is no table", writing("conditions/more.toml", "ache = 3"), "ache", "a table"),
    (
        "an id twice in a file",
        appending("conditions/skin.toml", "\n[shingles]\n"),
        "skin.toml",
        "can be read",
    ),
    ("a file nobody reads", writing("notes.toml", ""), "notes.toml", "unknown file"),
    ("a file that is missing", lambda folder: (folder / "sources.toml").unlink(), "sources.toml", "no file"),
    (
        "bytes that are no text",
        lambda folder: (folder / "home.toml").write_bytes(b"\xff"),
        "home.toml",
        "can be read",
    ),
    (
        "a grade nobody gives",
        appending("sources.toml", '\n[X]\ntitle="t"\nwhere="w"\ngrade="D"\n'),
        "X.grade",
        "grade",
    ),
    (
        "a setting nobody listed",
        writing("conditions/more.toml", written({"ache": an_entry(icd10_year={"setting": "year"})})),
        "ache.icd10_year",
        "a setting",
    ),
    (
        "a medicine for no entry",
        appending("medicines.toml", '\n[[group]]\nwhat="x"\nentries=["achy"]\n[group.names]\nachol=[]\n'),
        "medicines.toml",
        "entry",
    ),
    (
        "a home item left out for no entry",
        lambda folder: [path.unlink() for path in (folder / "conditions").glob("*.toml")],
        "",
        "entry",
    ),
]


@pytest.mark.parametrize(("remark", "change", "where", "says"), FOLDERS, ids=[row[0] for row in FOLDERS])
def test_a_folder_is_refused(tmp_path: Path, remark: str, change: Change, where: str, says: str) -> None:
    folder = a_copy(tmp_path)
    change(folder)
    with pytest.raises(KnowledgeError, match=says) as refused:
        load_knowledge(folder)
    assert where in str(refused.value)


def test_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no folder"):
        load_knowledge(tmp_path / "nowhere")


def test_what_is_shipped_loads_the_same_from_any_place(tmp_path: Path) -> None:
    folder = a_copy(tmp_path)
    (folder / "conditions" / "skin.toml").rename(folder / "conditions" / "surface.toml")
    appending("conditions/surface.toml", "\n# A remark.\n")(folder)
    again = load_knowledge(folder)
    assert again.version == default_knowledge().version
    assert again.entries == default_knowledge().entries


def test_a_change_of_a_word_changes_the_version(tmp_path: Path) -> None:
    folder = a_copy(tmp_path)
    goals = folder / "goals.toml"
    goals.write_text(goals.read_text().replace("Restful sleep", "Deep sleep"))
    assert load_knowledge(folder).version != default_knowledge().version
