"""Practices, who works there and what they may do, and the stored links that stand in for a sign-in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property


class Practice(models.Model):
    """One tenant: every row of the product belongs to one practice."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    country = models.CharField(max_length=2, default="US")
    emergency_number = models.CharField(max_length=20, default="911")
    phone = models.CharField(max_length=40, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    provisional_hours = models.PositiveSmallIntegerField(default=24)
    """A provisional visit lapses this many hours before its start, when nothing has settled it by then."""
    notice_minutes = models.PositiveIntegerField(default=120)
    horizon_days = models.PositiveSmallIntegerField(default=90)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in: staff of one or more practices."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    @cached_property
    def works_at(self) -> "list[Membership]":
        """Where they work and as what, first where they were taken on first. Read with whoever is signed in."""
        return list(self.memberships.select_related("practice").order_by("id"))


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    DESK = "desk", "Front desk"
    THERAPIST = "therapist", "Therapist"


class Membership(models.Model):
    """What one person may do in one practice."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "practice"], name="one_membership_a_practice")]


class Link(models.Model):
    """A stored token that opens one thing to whoever holds it. Only its hash is kept."""

    class Scope(models.TextChoices):
        DOSSIER = "dossier", "answers given before a practice is chosen"
        VISIT = "visit", "one booked visit: look, cancel, move, re-attest"
        CLIENT = "client", "one client's own page: plan, home programme, progress, documents"

    token_hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=12, choices=Scope)
    subject_id = models.BigIntegerField()
    practice = models.ForeignKey(Practice, null=True, on_delete=models.CASCADE)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["scope", "subject_id"], name="link_by_subject")]
