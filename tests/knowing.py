"""Browsers that have shown whose they are, as after the birth date was given in them."""

from django.test import Client as Browser

from unknot.clients.models import Client
from unknot.clients.recognising import KNOWN


def known_as(client: Client, browser: Browser | None = None) -> Browser:
    """A browser that is this client's for as long as a test lasts, whatever hour it stands at."""
    browser = browser or Browser(raise_request_exception=False)
    session = browser.session
    session[KNOWN] = session.get(KNOWN, {}) | {str(client.pk): "9000-01-01T00:00:00+00:00"}
    session.save()
    return browser
