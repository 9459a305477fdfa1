"""The database itself refuses that one resource is claimed twice, whoever writes and however: see design, "Time".

PostgreSQL keeps an exclusion constraint that needs no extension. SQLite keeps triggers; instants are text there, so
claims must be written in one exact form, in which text sorts as time does. As no two claims overlap, of all that begin
before a new one ends only the last can reach into it: history costs nothing.
"""

from django.db import migrations

from unknot.audit.guards import ByEngine

POSTGRESQL = [
    """
    ALTER TABLE booking_claim
      ADD CONSTRAINT claim_on_five_minutes
        CHECK (extract(epoch FROM from_at) % 300 = 0 AND extract(epoch FROM until_at) % 300 = 0),
      ADD CONSTRAINT claims_never_overlap
        EXCLUDE USING gist (
          int8range(resource_id, resource_id, '[]') WITH &&,
          tstzrange(from_at, until_at, '[)') WITH &&
        )
    """,
]
POSTGRESQL_BACK = [
    "ALTER TABLE booking_claim DROP CONSTRAINT claims_never_overlap, DROP CONSTRAINT claim_on_five_minutes",
]

WHOLE_MINUTE = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][05]:00"
SQLITE = [
    f"""
    CREATE TRIGGER claims_never_overlap_on_{event} BEFORE {event} ON booking_claim
    BEGIN
      SELECT RAISE(ABORT, 'claim_on_five_minutes')
        WHERE NEW.from_at NOT GLOB '{WHOLE_MINUTE}' OR NEW.until_at NOT GLOB '{WHOLE_MINUTE}';
      SELECT RAISE(ABORT, 'claims_never_overlap')
        WHERE NEW.from_at < (
          SELECT before.until_at FROM booking_claim AS before
           WHERE before.resource_id = NEW.resource_id AND before.from_at < NEW.until_at {except_itself}
           ORDER BY before.from_at DESC LIMIT 1
        );
    END
    """
    for event, except_itself in (("INSERT", ""), ("UPDATE", "AND before.id <> OLD.id"))
]
SQLITE_BACK = [f"DROP TRIGGER claims_never_overlap_on_{event}" for event in ("INSERT", "UPDATE")]


class Migration(migrations.Migration):
    dependencies = [("booking", "0001_initial")]
    operations = [
        ByEngine(
            {"postgresql": POSTGRESQL, "sqlite": SQLITE}, {"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK}
        )
    ]
