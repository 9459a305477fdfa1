"""The database itself refuses to change what was said, and to delete it unless its dossier was never claimed.

A sheet tells which it is: so it never becomes another client's, or nobody's.
"""

from django.db import migrations

from unknot.audit.guards import Guard, LayGuards

OF_A_DOSSIER = "EXISTS (SELECT 1 FROM intake_sheet WHERE id = OLD.sheet_id AND client_id IS NULL)"
TOLD = ("practice_id", "for_whom", "only_at_home", "born_on", "sex", "opened", "expires_at")


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_continue_a_client")]
    operations = [
        LayGuards(
            Guard(
                "Sheet",
                open=TOLD,
                once=(("continues_id",),),
                moves=("client_id", "continues_id"),
                goes_if="OLD.client_id IS NULL",
            ),
            Guard("Reason", goes_if=OF_A_DOSSIER),
            Guard("Saying", goes_if=OF_A_DOSSIER),
        )
    ]
