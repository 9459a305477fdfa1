"""A query compiled once gives the rows that it would give each time, on either engine."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.db.models import Q, QuerySet

from tests.booking.scene import make_client, make_practice
from unknot.accounts.models import Membership, Practice, User
from unknot.accounts.prepared import Prepared
from unknot.clients.models import Client

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 11, 30, 12, tzinfo=UTC)


def clients_of(practice: int, before: datetime) -> QuerySet[Client]:
    return (
        Client.objects.filter(practice=practice, made_at__lt=before).select_related("practice").order_by("id")
    )


def test_it_gives_the_rows_of_the_query_with_what_they_hang_on(django_assert_num_queries) -> None:
    here, there = make_practice(), make_practice()
    made = [
        make_client(each, made_at=THEN + timedelta(days=day)) for each in (here, there) for day in (-2, -1, 0)
    ]
    prepared = Prepared(clients_of, practice=int, before=datetime)
    for practice in (here, there):
        with django_assert_num_queries(1):
            found = prepared.rows(practice=practice.pk, before=THEN)
            assert [each.practice for each in found] == [practice, practice]
        assert found == list(clients_of(practice.pk, THEN))
    assert prepared.first(practice=here.pk, before=THEN) == made[0]


def test_it_takes_texts_and_gives_each_thread_what_it_asks_for_now() -> None:
    prepared = Prepared(
        lambda slug, before: Practice.objects.filter(slug=slug, pk__lt=before), slug=str, before=int
    )
    here, there = make_practice(), make_practice()
    for practice in (here, there, here):
        assert prepared.first(slug=practice.slug, before=practice.pk + 1) == practice
        assert prepared.first(slug=practice.slug, before=practice.pk) is None


def test_it_gives_nothing_where_nothing_is() -> None:
    assert Prepared(clients_of, practice=int, before=datetime).first(practice=1, before=THEN) is None


def test_a_value_that_stands_twice_is_put_in_twice() -> None:
    user = User.objects.create_user("amira@example.org", "a long enough password", name="Amira")
    Membership.objects.create(user=user, practice=make_practice(), role="owner")
    prepared = Prepared(
        lambda user: User.objects.filter(Q(pk=user) | Q(memberships__user=user)).distinct(), user=int
    )
    assert prepared.rows(user=user.pk) == [user]


@pytest.mark.django_db(transaction=True)
def test_it_serves_other_threads_over_their_own_connections() -> None:
    practice = make_practice()
    prepared = Prepared(lambda pk: Practice.objects.filter(pk=pk), pk=int)
    assert prepared.first(pk=practice.pk) == practice
    found: list[Practice | None] = []

    def ask() -> None:
        found.append(prepared.first(pk=practice.pk))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [practice]
