"""The database itself refuses to change what was signed, and to delete it; amendments are only ever added.

What may still change on a signed note: who may read it, whether the client may, and that it was entered in error.
"""

from django.db import migrations

from unknot.audit.guards import ByEngine

SIGNED = (
    "id", "visit_id", "author_id", "supervisor_id", "state", "content", "version", "begun_at", "changed_at",
    "author_signed_at", "signed_at", "signed_by_id", "hash", "replaces_id",
)  # fmt: skip
IN_ERROR = ("in_error_at", "in_error_by_id", "in_error_because")


def differs(columns, unlike):
    return " OR ".join(f"OLD.{column} {unlike} NEW.{column}" for column in columns)


POSTGRESQL = [
    """
    CREATE FUNCTION visits_signed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'signed_stays' USING ERRCODE = 'check_violation';
    END $$
    """,
    f"""
    CREATE TRIGGER signed_note_stays BEFORE UPDATE ON visits_note
      FOR EACH ROW WHEN (OLD.state = 'signed' AND ({differs(SIGNED, "IS DISTINCT FROM")}))
      EXECUTE FUNCTION visits_signed_stays()
    """,
    f"""
    CREATE TRIGGER note_in_error_stays BEFORE UPDATE ON visits_note
      FOR EACH ROW WHEN (OLD.in_error_at IS NOT NULL AND ({differs(IN_ERROR, "IS DISTINCT FROM")}))
      EXECUTE FUNCTION visits_signed_stays()
    """,
    """
    CREATE TRIGGER signed_note_is_kept BEFORE DELETE ON visits_note
      FOR EACH ROW WHEN (OLD.state = 'signed') EXECUTE FUNCTION visits_signed_stays()
    """,
    """
    CREATE TRIGGER amendment_stays BEFORE UPDATE OR DELETE ON visits_amendment
      FOR EACH ROW EXECUTE FUNCTION visits_signed_stays()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER amendment_stays ON visits_amendment",
    "DROP TRIGGER signed_note_is_kept ON visits_note",
    "DROP TRIGGER note_in_error_stays ON visits_note",
    "DROP TRIGGER signed_note_stays ON visits_note",
    "DROP FUNCTION visits_signed_stays()",
]

REFUSE = "BEGIN SELECT RAISE(ABORT, 'signed_stays'); END"
SQLITE = [
    f"""
    CREATE TRIGGER signed_note_stays BEFORE UPDATE ON visits_note
    WHEN OLD.state = 'signed' AND ({differs(SIGNED, "IS NOT")}) {REFUSE}
    """,
    f"""
    CREATE TRIGGER note_in_error_stays BEFORE UPDATE ON visits_note
    WHEN OLD.in_error_at IS NOT NULL AND ({differs(IN_ERROR, "IS NOT")}) {REFUSE}
    """,
    f"CREATE TRIGGER signed_note_is_kept BEFORE DELETE ON visits_note WHEN OLD.state = 'signed' {REFUSE}",
    f"CREATE TRIGGER amendment_stays BEFORE UPDATE ON visits_amendment {REFUSE}",
    f"CREATE TRIGGER amendment_is_kept BEFORE DELETE ON visits_amendment {REFUSE}",
    # "INSERT OR REPLACE" deletes the old row without a word.
    f"""
    CREATE TRIGGER signed_note_is_not_replaced BEFORE INSERT ON visits_note
    WHEN EXISTS (SELECT 1 FROM visits_note WHERE id = NEW.id AND state = 'signed') {REFUSE}
    """,
    f"""
    CREATE TRIGGER amendment_is_not_replaced BEFORE INSERT ON visits_amendment
    WHEN EXISTS (SELECT 1 FROM visits_amendment WHERE id = NEW.id) {REFUSE}
    """,
]
SQLITE_BACK = [
    f"DROP TRIGGER {name}"
    for name in (
        "amendment_is_not_replaced", "signed_note_is_not_replaced", "amendment_is_kept", "amendment_stays",
        "signed_note_is_kept", "note_in_error_stays", "signed_note_stays",
    )
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("visits", "0002_session_room")]
    operations = [
        ByEngine(
            {"postgresql": POSTGRESQL, "sqlite": SQLITE}, {"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK}
        )
    ]
