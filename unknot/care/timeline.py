"""A plan's segments as the timeline draws and lists them."""

from unknot.clinical.plan import Plan
from unknot.drawing.timeline import Segment


def shown_segments(plan: Plan) -> list[Segment]:
    """Each stretch with its minutes, its words, its pressure (None where hands rest) and why."""
    return [
        Segment(
            minutes=segment.minutes,
            words=segment.title,
            pressure=segment.pressure if segment.kind == "work" else None,
            why=segment.reason,
        )
        for segment in plan.segments
    ]
