"""The database itself refuses to change or to delete what was measured, answered, raised, decided and handed out."""

from django.db import migrations

from unknot.audit.guards import ByEngine, Guard, LayGuards

CLIENT = ("client_id",)
ANSWERED = ("answered_at", "soreness", "signs", "words")
DECIDED = ("state", "decided_at", "decided_by_id", "published_id")

# "OR REPLACE" deletes the note that stands in its way, by another key than its id: 0003 did not see that.
IN_THE_WAY = """
    SELECT 1 FROM visits_note AS kept
     WHERE kept.state = 'signed' AND kept.id IS NOT {itself}
       AND (
         kept.id = NEW.id
         OR kept.replaces_id = NEW.replaces_id
         OR (kept.visit_id = NEW.visit_id AND kept.in_error_at IS NULL AND NEW.in_error_at IS NULL)
       )
"""
REPLACED = [
    ("another_signed_note_is_not_replaced_on_insert", "INSERT", "NULL"),
    ("another_signed_note_is_not_replaced_on_update", "UPDATE OF id, visit_id, replaces_id, in_error_at", "OLD.id"),
]
SQLITE = [
    f"""
    CREATE TRIGGER {name} BEFORE {event} ON visits_note WHEN EXISTS ({IN_THE_WAY.format(itself=itself)})
    BEGIN SELECT RAISE(ABORT, 'signed_stays'); END
    """
    for name, event, itself in REPLACED
]
SQLITE_BACK = [f"DROP TRIGGER {name}" for name, _, _ in REPLACED]


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0005_pair_alarms_with_who_saw_them"),
        ("clients", "0002_join_rows_of_one_person"),
    ]
    operations = [
        LayGuards(
            Guard("Measured", moves=CLIENT),
            Guard("MotionMeasured", moves=CLIENT),
            Guard("ReviewHeld", moves=CLIENT),
            Guard("Alarm", once=(("seen_at", "seen_by_id", "done"),), moves=CLIENT),
            Guard("Aftercare", once=(("sent_at",),)),
            Guard("CheckIn", once=(("asked_at",), ANSWERED, ("review_asked_at",))),
            Guard("Review", open=DECIDED),
        ),
        ByEngine({"sqlite": SQLITE}, {"sqlite": SQLITE_BACK}),
    ]
