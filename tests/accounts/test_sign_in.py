"""Signing in: who may, from where, and what a stranger learns."""

from typing import Any

import pytest
from django.test import Client as Browser

from tests.booking.scene import make_practice
from unknot.accounts.models import Membership, User
from unknot.accounts.sign_in import DemoOnLoopbackOnly

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


@pytest.fixture
def person() -> User:
    return User.objects.create_user("amira@example.org", PASSWORD, name="Amira")


@pytest.fixture
def demo_person() -> User:
    return User.objects.create_user("owner@demo.example", PASSWORD, name="Demo", is_demo=True)


def try_to_sign_in(email: str, password: str = PASSWORD, **where: str) -> bool:
    browser = Browser()
    browser.post("/staff/sign-in/", {"username": email, "password": password}, **where)
    return "_auth_user_id" in browser.session


@pytest.mark.parametrize(
    ("email", "password", "let_in", "remark"),
    [
        ("amira@example.org", PASSWORD, True, "the pair"),
        ("AMIRA@Example.org", PASSWORD, True, "addresses are not case sensitive"),
        ("amira@example.org", "wrong", False, "a wrong password"),
        ("nobody@example.org", PASSWORD, False, "a stranger"),
    ],
)
def test_sign_in_lets_in_only_the_right_pair(
    person: User, email: str, password: str, let_in: bool, remark: str
) -> None:
    assert try_to_sign_in(email, password) is let_in, remark


@pytest.mark.parametrize(
    ("where", "let_in"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "192.0.2.7"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}, False),
        ({"REMOTE_ADDR": ""}, False),
    ],
)
def test_a_demo_person_signs_in_on_loopback_only(
    demo_person: User, where: dict[str, str], let_in: bool
) -> None:
    assert try_to_sign_in(demo_person.email, **where) is let_in


def test_the_demo_password_is_not_shown_to_another_machine(demo_person: User) -> None:
    page = Browser().get("/staff/sign-in/", REMOTE_ADDR="192.0.2.7")
    assert demo_person.email not in page.content.decode()


def test_it_says_the_same_to_a_wrong_password_and_to_a_stranger(person: User) -> None:
    def answer(email: str) -> str:
        page = Browser().post("/staff/sign-in/", {"username": email, "password": "wrong"})
        words = page.context["form"].non_field_errors()
        return str(words)

    assert answer(person.email) == answer("nobody@example.org")


def test_it_makes_one_who_guesses_wait_but_not_their_colleagues(person: User) -> None:
    colleague = User.objects.create_user("bo@example.org", PASSWORD, name="Bo")
    for _ in range(9):
        try_to_sign_in(person.email, "wrong")
    assert not try_to_sign_in(person.email), "the guessed account waits"
    assert try_to_sign_in(colleague.email), "the same address, another person"


def test_it_never_sends_people_to_another_site(person: User) -> None:
    answer = Browser().post(
        "/staff/sign-in/",
        {"username": person.email, "password": PASSWORD, "next": "https://elsewhere.example/"},
    )
    assert "elsewhere" not in answer["Location"]


def test_signing_out_tells_the_browser_to_keep_no_page(person: User) -> None:
    browser = Browser()
    browser.force_login(person, backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    assert browser.post("/staff/sign-out/")["Clear-Site-Data"] == '"cache"'
    assert "_auth_user_id" not in browser.session


def test_somebody_who_was_let_go_is_signed_out_at_once(person: User) -> None:
    browser = Browser()
    browser.force_login(person, backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert browser.get("/staff/")["Location"].startswith("/staff/sign-in/")


def test_it_reads_who_is_signed_in_and_where_they_work_in_one_statement(
    person: User, django_assert_num_queries: Any
) -> None:
    first, second = make_practice(), make_practice()
    for practice in (first, second):
        Membership.objects.create(user=person, practice=practice, role="therapist")
    with django_assert_num_queries(1):
        found = DemoOnLoopbackOnly().get_user(person.pk)
        assert found is not None
        assert (found, found.works_at[0].practice) == (person, first)
        assert found.works_at[0].user is found


def test_whoever_works_nowhere_is_known_and_let_in_nowhere(person: User) -> None:
    browser = Browser()
    browser.force_login(person, backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    assert browser.get("/staff/").status_code == 403


def test_whoever_was_put_out_is_not_known_any_more(person: User) -> None:
    Membership.objects.create(user=person, practice=make_practice(), role="therapist")
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert DemoOnLoopbackOnly().get_user(person.pk) is None
