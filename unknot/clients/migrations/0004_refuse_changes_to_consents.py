"""The database itself refuses to change or to delete a signed consent. It may be withdrawn, once.

A consent, and whatever else is a client's, may follow to the row theirs was joined into: so that never changes either.
"""

from django.db import migrations

from unknot.audit.guards import Guard, LayGuards

TOLD = ("practice_id", "name", "email", "phone", "born_on", "sex", "language")
JOINED = "joined_into_id"


class Migration(migrations.Migration):
    dependencies = [("clients", "0003_find_rows_by_birth_date")]
    operations = [
        LayGuards(
            Guard("Client", open=TOLD, once=((JOINED,),), moves=(JOINED,), goes_if="OLD.joined_into_id IS NULL"),
            Guard("Consent", once=(("withdrawn_at",),), moves=("client_id",)),
        )
    ]
