"""A plan's segments as the timeline draws and lists them."""

from unknot.clinical.plan import Plan
from unknot.clinical.plan import Segment as Planned
from unknot.drawing.timeline import Segment


def shown_segments(plan: Plan) -> list[Segment]:
    """Each stretch with its minutes, its words, its pressure (None where hands rest) and why."""
    techniques = {each.id: each.title for each in plan.techniques}
    return [_shown(segment, techniques) for segment in plan.segments]


def _shown(segment: Planned, techniques: dict[str, str]) -> Segment:
    technique = techniques.get(segment.technique, "")
    words = f"{segment.title}, {technique[:1].lower()}{technique[1:]}" if technique else segment.title
    return Segment(
        minutes=segment.minutes,
        words=words,
        pressure=segment.pressure if segment.kind == "work" else None,
        why=segment.reason,
    )
