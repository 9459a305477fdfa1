"""A plan's segments as the timeline draws and lists them."""

from typing import Any

from unknot.clinical.plan import Plan, Segment


def shown_segments(plan: Plan) -> list[dict[str, Any]]:
    """Each stretch with its minutes, its words, its pressure (None where hands rest) and why."""
    techniques = {each.id: each.title for each in plan.techniques}
    return [_shown(segment, techniques) for segment in plan.segments]


def _shown(segment: Segment, techniques: dict[str, str]) -> dict[str, Any]:
    technique = techniques.get(segment.technique, "")
    words = f"{segment.title}, {technique[:1].lower()}{technique[1:]}" if technique else segment.title
    return {
        "minutes": segment.minutes,
        "starts_at": segment.starts_at,
        "words": words,
        "label": segment.title,
        "pressure": segment.pressure if segment.kind == "work" else None,
        "why": segment.reason,
    }
