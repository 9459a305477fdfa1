"""The people treated at a practice, who answers for them when they cannot, and what they consented to."""

from django.db import models

from unknot.accounts.models import Practice, User
from unknot.clients.consent_texts import ConsentText


class Client(models.Model):
    """One person treated at one practice. The same person elsewhere is another row there."""

    class Sex(models.TextChoices):
        FEMALE = "female", "Female"
        MALE = "male", "Male"
        OTHER = "other", "Another"
        UNSAID = "", "Rather not say"

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="clients")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    born_on = models.DateField(null=True)
    sex = models.CharField(max_length=8, choices=Sex, blank=True)
    language = models.CharField(max_length=8, default="en")
    made_at = models.DateTimeField()
    joined_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joined")
    """The row of the same person that holds everything from then on. Never a row that was joined itself."""

    class Meta:
        indexes = [
            models.Index(fields=["practice", "name"], name="client_by_name"),
            models.Index(fields=["practice", "email"], name="client_by_email"),
            models.Index(fields=["practice", "born_on"], name="client_by_birth_date"),
        ]

    def __str__(self) -> str:
        return f"client {self.pk}"

    def own_consent(self, text: ConsentText) -> "Consent | None":
        """What the client signed themselves under the words of now, and has not taken back."""
        signed = self.consents.filter(text_hash=text.hash, guardian=None, withdrawn_at=None)
        return signed.order_by("-signed_at").first()


class KnownApart(models.Model):
    """Staff said that two rows that look alike are two people: nobody is asked again. `one` is the older row."""

    one = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="known_apart_once")]


class Guardian(models.Model):
    """Who answers and signs for a client who cannot: a parent, a guardian, an authorised person."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="guardians")
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)


class Consent(models.Model):
    """A signed consent: which text, in which version, by whom, how and when. Withdrawn, never deleted."""

    class How(models.TextChoices):
        DRAWN = "drawn"
        TYPED = "typed"

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="consents")
    text_id = models.CharField(max_length=40)
    text_version = models.CharField(max_length=20)
    text_hash = models.CharField(max_length=64)
    signed_name = models.CharField(max_length=120)
    how = models.CharField(max_length=6, choices=How)
    drawing = models.JSONField(null=True)
    guardian = models.ForeignKey(Guardian, null=True, on_delete=models.PROTECT)
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
