"""The database itself refuses a confirmed or started visit that no permit covers, and refuses to take a permit away
from under such a visit. Deleting a permit that a visit names is refused by its foreign key.

The permit's own table gets its guard here, because booking stands above care.
"""

from django.db import migrations

from unknot.audit.guards import ByEngine

POSTGRESQL = [
    """
    CREATE FUNCTION booking_visit_needs_permit() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE permit care_permit%ROWTYPE;
    BEGIN
      -- Locked, so that nobody revokes the permit while this visit is being confirmed on it.
      SELECT * INTO permit FROM care_permit WHERE id = NEW.permit_id FOR SHARE;
      IF NOT FOUND
        OR permit.client_id IS DISTINCT FROM NEW.client_id
        OR permit.revoked_at IS NOT NULL
        OR permit.valid_from > NEW.starts_at
        OR permit.valid_until < NEW.ends_at
        OR permit.most_minutes < NEW.minutes
        OR NEW.ends_at > NEW.starts_at + permit.most_minutes * interval '1 minute'
        OR permit.exclude_techniques @> to_jsonb(NEW.technique::text)
      THEN
        RAISE EXCEPTION 'visit_needs_permit' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER visit_needs_permit BEFORE INSERT OR UPDATE ON booking_appointment
      FOR EACH ROW WHEN (NEW.state IN ('confirmed', 'started'))
      EXECUTE FUNCTION booking_visit_needs_permit()
    """,
    """
    CREATE FUNCTION booking_permit_in_use() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (
        SELECT 1 FROM booking_appointment AS visit
         WHERE visit.permit_id = OLD.id AND visit.state IN ('confirmed', 'started')
      ) THEN
        RAISE EXCEPTION 'permit_in_use' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER permit_in_use BEFORE UPDATE ON care_permit
      FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
      EXECUTE FUNCTION booking_permit_in_use()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER permit_in_use ON care_permit",
    "DROP FUNCTION booking_permit_in_use()",
    "DROP TRIGGER visit_needs_permit ON booking_appointment",
    "DROP FUNCTION booking_visit_needs_permit()",
]

# Written so that whatever cannot be read as a time compares as unknown, and unknown is refused.
COVERED = """
    SELECT 1 FROM care_permit AS permit
     WHERE permit.id = NEW.permit_id AND permit.client_id = NEW.client_id AND permit.revoked_at IS NULL
       AND strftime('%Y-%m-%d %H:%M:%f', permit.valid_from) <= strftime('%Y-%m-%d %H:%M:%f', NEW.starts_at)
       AND strftime('%Y-%m-%d %H:%M:%f', permit.valid_until) >= strftime('%Y-%m-%d %H:%M:%f', NEW.ends_at)
       AND permit.most_minutes >= NEW.minutes
       AND strftime('%s', NEW.ends_at) - strftime('%s', NEW.starts_at) <= permit.most_minutes * 60
       AND NOT EXISTS (SELECT 1 FROM json_each(permit.exclude_techniques) AS out WHERE out.value = NEW.technique)
"""
IN_USE = """
    SELECT 1 FROM booking_appointment AS visit
     WHERE visit.permit_id = {row}.id AND visit.state IN ('confirmed', 'started')
"""
PERMIT_COLUMNS = (
    "id", "client_id", "screening_id", "valid_from", "valid_until", "most_minutes", "exclude_techniques",
    "regional_exclude_techniques", "qualifications", "made_at", "revoked_at", "revoked_because",
)  # fmt: skip
CHANGED = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in PERMIT_COLUMNS)
SQLITE = [
    *(
        f"""
        CREATE TRIGGER visit_needs_permit_on_{event} BEFORE {event} ON booking_appointment
        WHEN NEW.state IN ('confirmed', 'started') AND NOT EXISTS ({COVERED})
        BEGIN SELECT RAISE(ABORT, 'visit_needs_permit'); END
        """
        for event in ("INSERT", "UPDATE")
    ),
    f"""
    CREATE TRIGGER permit_in_use BEFORE UPDATE ON care_permit
    WHEN ({CHANGED}) AND EXISTS ({IN_USE.format(row="OLD")})
    BEGIN SELECT RAISE(ABORT, 'permit_in_use'); END
    """,
    # "INSERT OR REPLACE" deletes the old row without a word; the new one must not slip under a visit.
    f"""
    CREATE TRIGGER permit_in_use_replaced BEFORE INSERT ON care_permit
    WHEN EXISTS ({IN_USE.format(row="NEW")})
    BEGIN SELECT RAISE(ABORT, 'permit_in_use'); END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER permit_in_use_replaced",
    "DROP TRIGGER permit_in_use",
    "DROP TRIGGER visit_needs_permit_on_UPDATE",
    "DROP TRIGGER visit_needs_permit_on_INSERT",
]


class Migration(migrations.Migration):
    dependencies = [("booking", "0002_refuse_overlapping_claims"), ("care", "0001_initial")]
    operations = [
        ByEngine(
            {"postgresql": POSTGRESQL, "sqlite": SQLITE}, {"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK}
        )
    ]
