"""Where care is given, by whom, with which licence, in which rooms, at which hours and prices."""

from django.db import models

from unknot.accounts.models import Practice, User


class Resource(models.Model):
    """Whatever can be taken only once at a time: a therapist or a room."""

    class Kind(models.TextChoices):
        THERAPIST = "therapist"
        ROOM = "room"

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind)


class Location(models.Model):
    """A place of treatment, with its own clock and its own emergency number."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="locations")
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    address = models.CharField(max_length=200)
    town = models.CharField(max_length=80)
    jurisdiction = models.CharField(max_length=10)
    """Country and state or province, as in US-NY: what a licence must be valid in."""
    postal_code = models.CharField(max_length=12)
    latitude = models.FloatField()
    longitude = models.FloatField()
    time_zone = models.CharField(max_length=40)
    emergency_number = models.CharField(max_length=20, default="911")
    phone = models.CharField(max_length=40, blank=True)
    lubricants = models.JSONField(default=list)
    """Ids of the lubricants in stock here."""
    setup_minutes = models.PositiveSmallIntegerField(default=5)
    recovery_minutes = models.PositiveSmallIntegerField(default=10)

    class Meta:
        indexes = [models.Index(fields=["latitude", "longitude"], name="location_by_point")]

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="rooms")
    resource = models.OneToOneField(Resource, on_delete=models.PROTECT, related_name="room")
    name = models.CharField(max_length=60)
    step_free = models.BooleanField(default=True)


class Therapist(models.Model):
    """A person who treats. Signs in as `user` when they do."""

    class Gender(models.TextChoices):
        FEMALE = "female", "Woman"
        MALE = "male", "Man"
        OTHER = "other", "Another"

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="therapists")
    user = models.OneToOneField(User, null=True, on_delete=models.SET_NULL, related_name="therapist")
    resource = models.OneToOneField(Resource, on_delete=models.PROTECT, related_name="therapist")
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    gender = models.CharField(max_length=8, choices=Gender)
    languages = models.JSONField(default=list)
    specialties = models.JSONField(default=list)
    """Goal ids this therapist is known for."""
    about = models.TextField(blank=True)
    pressure_ceiling = models.PositiveSmallIntegerField(default=5)
    soft_day_minutes = models.PositiveSmallIntegerField(default=240)
    hard_day_minutes = models.PositiveSmallIntegerField(default=360)
    soft_week_minutes = models.PositiveSmallIntegerField(default=1200)
    hard_week_minutes = models.PositiveSmallIntegerField(default=1800)
    is_active = models.BooleanField(default=True)
    supervisor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="supervises")
    """Who answers for the work and signs the notes of somebody in training."""

    def __str__(self) -> str:
        return self.name


class Licence(models.Model):
    """The right to practise in one jurisdiction, as a register shows it."""

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="licences")
    jurisdiction = models.CharField(max_length=10)
    body = models.CharField(max_length=120)
    number = models.CharField(max_length=40)
    valid_from = models.DateField()
    expires_on = models.DateField()


class Certificate(models.Model):
    """Proof of a qualification that some care requires, by the qualification ids of the knowledge base."""

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="certificates")
    qualification = models.CharField(max_length=40)
    body = models.CharField(max_length=120)
    number = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    expires_on = models.DateField(null=True)


class Offer(models.Model):
    """What one therapist does at one place for how long at which price."""

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="offers")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="offers")
    technique = models.CharField(max_length=40)
    minutes = models.PositiveSmallIntegerField()
    price_cents = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["therapist", "location", "technique", "minutes"], name="one_price_an_offer"
            )
        ]


class Hours(models.Model):
    """Weekly working hours of a therapist at a place, in the place's own wall time."""

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="hours")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    """0 is Monday."""
    begins = models.TimeField()
    ends = models.TimeField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="weekday_is_0_to_6"),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("begins")), name="hours_end_after_they_begin"
            ),
        ]


class PublishedReview(models.Model):
    """What somebody who was treated says of a therapist, for everybody to read. Names no client and no visit."""

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="reviews")
    stars = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=600, blank=True)
    by = models.CharField(max_length=8)
    """Initials."""
    month = models.DateField()
    """The first day of the month of the visit: the day itself would tell too much."""

    class Meta:
        ordering = ["-month", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stars__gte=1, stars__lte=5), name="published_stars_are_1_to_5"
            )
        ]
