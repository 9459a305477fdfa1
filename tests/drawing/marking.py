"""Marks and pictures of them, as the tests of the marked body make and read them."""

import re
from typing import Any
from xml.etree import ElementTree

from unknot.drawing.body_shapes import View
from unknot.drawing.marked_body import draw_marked_body
from unknot.drawing.session_marks import SessionMark, session_marks_from


def several(*rows: dict[str, Any]) -> tuple[SessionMark, ...]:
    blank = {"kind": "pain", "region": "left_calf"}
    return session_marks_from([{"id": f"m{n}"} | blank | row for n, row in enumerate(rows)])


def pinned(view: View, x: float, y: float, **more: Any) -> dict[str, Any]:
    return {"region": "", "pin": {"view": view, "x": x, "y": y}} | more


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)  # noqa: S314 (our own drawing)


def drawn(*rows: dict[str, Any], **how: Any) -> ElementTree.Element:
    return parsed(draw_marked_body(marks=several(*rows), **how))


def signs(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [g for g in root.iter("g") if (g.get("class") or "").startswith("sign ")]


def text_of(node: ElementTree.Element) -> str:
    return "".join(text.text or "" for text in node.iter("text"))


def point_of(sign: ElementTree.Element) -> list[float]:
    return [float(n) for n in re.findall(r"-?[\d.]+", sign.get("transform") or "")]


def links(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {link.get("id") or "": link for link in root.iter("a")}
