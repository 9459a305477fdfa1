"""What people said about their health and what they came for: dated statements, appended, never changed."""

from django.db import models

from unknot.accounts.models import Practice, User
from unknot.clients.models import Client


class Sheet(models.Model):
    """One person's answers. Without a client it is a dossier: only its link opens it, for 30 days."""

    class For(models.TextChoices):
        SELF = "self", "Me"
        CHILD = "child", "My child"
        SOMEONE = "someone", "Someone else"

    practice = models.ForeignKey(Practice, null=True, on_delete=models.CASCADE)
    client = models.OneToOneField(Client, null=True, on_delete=models.PROTECT, related_name="sheet")
    continues = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="+")
    """Of a dossier: the client who began it on their own page, and whose sheet it goes to at booking."""
    for_whom = models.CharField(max_length=8, choices=For, default=For.SELF)
    only_at_home = models.BooleanField(default=False)
    """Whether the person asked for no visit, only for what to do at home."""
    born_on = models.DateField(null=True)
    sex = models.CharField(max_length=8, blank=True)
    opened = models.JSONField(null=True)
    """The screens of the questionnaire whose gates were answered with yes or not sure; null before they were."""
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    @property
    def continued(self) -> Client | None:
        """The client whom a dossier continues, by the row that holds what is theirs now."""
        return self.continues and (self.continues.joined_into or self.continues)


class Reason(models.Model):
    """What brings a person: goals, areas, wishes, medicines and notes as typed. The newest row of a sheet holds.

    A line as typed stays as typed; what it was said to mean stands beside it.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="reasons")
    profile = models.CharField(max_length=40, blank=True)
    goals = models.JSONField(default=list)
    areas = models.JSONField(default=list)
    """[{"region", "intensity", "since"}], as in a client file."""
    wishes = models.JSONField(default=dict)
    medicines = models.JSONField(null=True)
    """Names as typed; null when not asked yet, [] when the person takes none."""
    medicines_meant = models.JSONField(default=dict)
    """{line: {"is": [names], "said_by"}} or {line: "not sure"}, as in a client file; so for notes, with entries."""
    notes = models.JSONField(null=True)
    """What else the person wrote about their health, a thing a line; null when not asked yet."""
    notes_meant = models.JSONField(default=dict)
    said_at = models.DateTimeField()
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT)
    """The staff who said what a line means; null for the person's own words."""
    why = models.CharField(max_length=300, blank=True)


class Saying(models.Model):
    """One answer to one question, by one person, at one moment. The newest saying of an entry holds."""

    class By(models.TextChoices):
        CLIENT = "client"
        GUARDIAN = "guardian"
        STAFF = "staff"

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="sayings")
    entry_id = models.CharField(max_length=60)
    statements = models.JSONField(default=list)
    """[{"answer", follow-ups by name}], as in a client file; more than one where a person had, say, two operations."""
    said_on = models.DateField()
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=8, choices=By)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT)
    why = models.CharField(max_length=300, blank=True)
    """Why staff corrected what was said."""

    class Meta:
        indexes = [models.Index(fields=["sheet", "entry_id", "-id"], name="saying_newest_first")]
