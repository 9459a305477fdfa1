"""Judges visits still to come by the rules of now, with a bar for how far it is, and says what became of them.

Nothing calls this by itself: whoever upgrades looks first, and settles when somebody is there to telephone.
"""

from collections import Counter
from datetime import datetime

from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from unknot.accounts.models import Practice
from unknot.audit.actions import COMMAND, record
from unknot.booking.actions import doubt_visit, look_at_visit, rescreen_visit, visits_on_earlier_rules
from unknot.booking.actions.rescreen import Rescreened, Standing
from unknot.booking.models import Appointment
from unknot.clinical.errors import OurFault, ReaderCanFix
from unknot.config.command_practices import practices_named, refuse_old_database
from unknot.directory.saying_times import moment_words

COLUMNS = (TextColumn("Visits judged"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


def rescreen(*, slug: str | None, is_dry: bool) -> int:
    """Judge every visit that rests on earlier rules. Exit status 1 where one could not be judged."""
    refuse_old_database("rescreen")
    now, practices = timezone.now(), practices_named(slug, command="rescreen")
    visits = [visit for practice in practices for visit in visits_on_earlier_rules(practice, now=now)]
    for practice in practices:
        action = "look_at_rules" if is_dry else "rescreen"
        record(action, by=COMMAND, subject=practice, practice_id=practice.pk)
    counted: Counter[str] = Counter()
    # Printed afterwards: a bar takes standard output with it, also where that is piped into a file.
    with Progress(*COLUMNS, console=Console(stderr=True), transient=True) as progress:
        lines = [_judge(visit, counted, is_dry=is_dry, now=now) for visit in progress.track(visits)]
    print("\n".join([*filter(None, lines), _summary(counted, len(visits), is_dry=is_dry)]))
    return 1 if counted["failed"] else 0


def lines_at_start(now: datetime) -> list[str]:
    """What whoever starts the product has to know about its rules; empty where there is nothing to do."""
    count, lines = 0, []
    for practice in Practice.objects.order_by("pk"):
        try:
            count += visits_on_earlier_rules(practice, now=now).count()
        except OurFault as fault:
            lines.append(
                f"The rules of “{practice.slug}” cannot be read, so nobody is screened there: {fault}"
            )
    if count:
        visits = "1 upcoming visit rests" if count == 1 else f"{count} upcoming visits rest"
        lines.append(f"The rules have changed: {visits} on earlier ones. See `unknot rescreen --dry-run`.")
    return lines


def _judge(visit: Appointment, counted: Counter[str], *, is_dry: bool, now: datetime) -> str:
    """The line about a visit; "" where it stands as before."""
    try:
        found = (look_at_visit if is_dry else rescreen_visit)(visit, by=COMMAND, now=now)
    except (ReaderCanFix, OurFault) as trouble:
        counted["failed"] += 1
        if not is_dry:
            doubt_visit(visit, by=COMMAND, now=now)
        return (
            f"visit {visit.pk}: its answers cannot be judged by these rules ({type(trouble).__name__}): call"
        )
    counted[_outcome(found)] += 1
    return _line(found) if found.is_changed else ""


def _outcome(found: Rescreened) -> str:
    if not found.is_changed:
        return "same"
    if found.after.must_call:
        return "call"
    return found.after.state


def _line(found: Rescreened) -> str:
    visit = found.visit
    when = moment_words(visit.starts_at, visit.location)
    before, after = _in_words(found.before), _in_words(found.after)
    return f"visit {visit.pk}, {when}, {visit.location.name}, {visit.therapist.name}: {before} -> {after}"


def _in_words(standing: Standing) -> str:
    parts = [standing.state, standing.decision]
    parts += [standing.urgency] if standing.urgency not in ("", "none") else []
    parts += [] if standing.complete else ["something open"]
    parts += ["call"] if standing.must_call else []
    return f"{parts[0]} ({', '.join(parts[1:])})"


def _summary(counted: Counter[str], total: int, *, is_dry: bool) -> str:
    if not total:
        return "Every upcoming visit rests on the rules of now."
    changed = total - counted["same"] - counted["failed"]
    rests = f"{total} upcoming {'visit rests' if total == 1 else 'visits rest'} on earlier rules"
    parts = [f"{counted[key]} {words}" for key, words in OUTCOMES.items() if counted[key]]
    told = f"{rests}: {'; '.join(parts)}."
    if not is_dry:
        return f"{told} All are settled by the rules of now." if not counted["failed"] else told
    end = "Nothing was changed; without --dry-run they are settled."
    return f"{told} {end}" if changed or counted["failed"] else f"{told} Nothing was changed."


OUTCOMES = {
    "call": "to call about",
    "confirmed": "confirmed",
    "provisional": "left open",
    "same": "as before",
    "failed": "that cannot be judged",
}
