"""What is rendered once in a process is the same for everybody whom it is shown to."""

from django.template import Context, Template

LINKS = Template('{% load once %}{% once "parts/staff_links.html" role=role nav_here=nav_here %}')


def links(role: str, nav_here: str) -> str:
    return LINKS.render(Context({"role": role, "nav_here": nav_here}))


def test_each_role_keeps_its_own_links_whoever_came_first() -> None:
    shown = [links(role, "today") for role in ("owner", "desk", "therapist", "desk")]
    assert [("/reviews/" in each, "/notes/" in each) for each in shown] == [
        (True, True), (False, False), (False, True), (False, False)
    ]  # fmt: skip


def test_the_page_one_stands_on_is_the_one_that_is_marked() -> None:
    for here, name in (("today", "Today"), ("notes", "Notes"), ("today", "Today")):
        assert f'aria-current="page">{name}<' in links("owner", here)
        assert links("owner", here).count("aria-current") == 1
