"""The database itself refuses to change or to delete what was appended to the trail."""

from django.db import migrations

from unknot.audit.guards import Guard, LayGuards


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [LayGuards(Guard("AuditEntry"))]
