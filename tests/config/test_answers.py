"""What a reader can mend is said in its own words: on the page where they were, or on one that leads back."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from unknot.booking.errors import CannotStart
from unknot.config.answers import ErrorAnswers

WRONG = CannotStart("Ask first whether anything has changed.", kinds=["unattested"])
HERE = "http://testserver"


def sent(path: str, *, came_from: str, method: str = "post") -> HttpRequest:
    made = getattr(RequestFactory(), method)(path, headers={"referer": came_from} if came_from else {})
    made.session = SessionStore()
    made._messages = FallbackStorage(made)
    return made


def answer_to(request: HttpRequest) -> HttpResponse:
    answer = ErrorAnswers(lambda _: HttpResponse()).process_exception(request, WRONG)
    assert answer is not None
    return answer


def test_it_says_it_on_the_page_where_the_button_was() -> None:
    request = sent("/staff/visits/1/start/", came_from=f"{HERE}/staff/visits/1/?day=2026-12-01")
    answer = answer_to(request)
    assert (answer.status_code, answer["Location"]) == (302, "/staff/visits/1/?day=2026-12-01")
    assert [str(each) for each in get_messages(request)] == [str(WRONG)]


NO_WAY_BACK = [
    (f"{HERE}/form/", "/form/", "the page is the form itself: loading it anew would lose what was typed"),
    ("", "/", "a browser that does not say where it was"),
    ("https://elsewhere.example/form/", "/", "another site"),
]


@pytest.mark.parametrize(("came_from", "back", "remark"), NO_WAY_BACK, ids=[row[2] for row in NO_WAY_BACK])
def test_it_has_a_page_of_its_own_with_a_way_back(came_from: str, back: str, remark: str) -> None:
    answer = answer_to(sent("/form/", came_from=came_from))
    assert answer.status_code == 400, remark
    page = answer.content.decode()
    assert str(WRONG) in page
    assert f'href="{back}" data-back' in page


def test_a_look_that_fails_does_not_go_round_in_circles() -> None:
    answer = answer_to(sent("/visits/2/", came_from=f"{HERE}/visits/1/", method="get"))
    assert (answer.status_code, 'href="/visits/1/"' in answer.content.decode()) == (400, True)


def test_a_fault_of_ours_is_left_to_the_page_for_faults() -> None:
    middleware = ErrorAnswers(lambda _: HttpResponse())
    assert middleware.process_exception(sent("/form/", came_from=""), ValueError("ours")) is None
