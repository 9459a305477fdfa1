"""The therapist's load of a day as a bar with its two ceilings. The words beside it say the same."""

from unknot.drawing.markup import Drawn, element, titled

_WIDTH, _HEIGHT = 240.0, 20.0


def draw_load_gauge(minutes: float, *, soft: float, hard: float, title: str = "Load today") -> Drawn:
    """A bar of weighted minutes. A notch marks the soft ceiling, the end of the bar the hard one."""
    told = (
        f"{minutes:.0f} of {hard:.0f} weighted minutes, {soft:.0f} of them easy. {_word(minutes, soft, hard)}"
    )
    heading, labelled_by = titled("load", title, told)
    filled = _WIDTH * min(minutes / hard, 1.0)
    notch = _WIDTH * min(soft / hard, 1.0)
    return Drawn(
        element(
            "svg",
            heading,
            element("rect", class_="gauge-room", x=0, y=5, width=_WIDTH, height=10, rx=5),
            element(
                "rect",
                class_=f"gauge-load {_state(minutes, soft, hard)}",
                x=0,
                y=5,
                width=filled,
                height=10,
                rx=5,
            ),
            element("path", class_="gauge-soft", d=f"M{notch:.1f} 1V19"),
            class_="gauge",
            viewbox=f"0 0 {_WIDTH:.0f} {_HEIGHT:.0f}",
            role="img",
            aria_labelledby=labelled_by,
        )
    )


def _state(minutes: float, soft: float, hard: float) -> str:
    if minutes >= hard:
        return "gauge-full"
    return "gauge-high" if minutes > soft else "gauge-easy"


def _word(minutes: float, soft: float, hard: float) -> str:
    return {
        "gauge-full": "The day is full.",
        "gauge-high": "Past the easy part.",
        "gauge-easy": "Within the easy part.",
    }[_state(minutes, soft, hard)]
