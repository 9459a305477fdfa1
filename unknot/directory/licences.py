"""May this therapist practise there on that day, and what do their certificates entitle them to?

Reads licences and certificates that were fetched with the therapist; an expired or missing paper is no paper.
"""

from datetime import date

from unknot.directory.models import Location, Therapist

BASE = "base_licence"


def may_practise(therapist: Therapist, location: Location, on: date) -> bool:
    """Whether a licence of the place's jurisdiction is valid on the day."""
    return any(
        licence.jurisdiction == location.jurisdiction and licence.valid_from <= on <= licence.expires_on
        for licence in therapist.licences.all()
    )


def qualifications_on(therapist: Therapist, location: Location, on: date) -> frozenset[str]:
    """The qualification ids that hold at the place on the day; none without a licence there."""
    if not may_practise(therapist, location, on):
        return frozenset()
    held = {
        certificate.qualification
        for certificate in therapist.certificates.all()
        if certificate.valid_from <= on and (certificate.expires_on is None or on <= certificate.expires_on)
    }
    return frozenset(held | {BASE})
