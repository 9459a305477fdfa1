"""The library's pages, as made from the shared base: what a practice adds of its own is not published."""

from datetime import date
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from unknot.accounts.gate import ANYONE, open_to
from unknot.clinical.cases import read_cases
from unknot.clinical.loading import base_folder, default_knowledge
from unknot.intake.addresses import id_behind
from unknot.library.pages.manual import INDEX, Manual, make_manual
from unknot.library.pages.page import Page
from unknot.library.pages.search import Search, looked_for

LONGEST_SEARCH = 100


@lru_cache(maxsize=2)
def manual_on(day: date) -> Manual:
    """The manual of a day. Two are kept, because midnight comes while somebody reads."""
    return make_manual(default_knowledge(), cases=read_cases(base_folder() / "cases"), on=day)


def manual() -> Manual:
    """Today's manual."""
    return manual_on(timezone.now().date())


@lru_cache(maxsize=2)
def search_on(day: date) -> Search:
    """The search of a day's manual."""
    return Search(manual_on(day))


@open_to(ANYONE)
def index(request: HttpRequest) -> HttpResponse:
    """The way in, with a search that works without JavaScript."""
    typed = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    offered = default_knowledge().finder.offers(" ".join(looked_for(typed))) if typed else ()
    pages = search_on(timezone.now().date()).found(typed, offered=offered)
    context = {"page": manual().pages[INDEX], "typed": typed, "found": pages}
    return render(request, "library/index.html", context)


@open_to(ANYONE)
def page(request: HttpRequest, kind: str, page_id: str) -> HttpResponse:
    """One page."""
    return shown(request, manual().pages.get(f"{kind}/{page_id}"), coded=False)


@open_to(ANYONE)
def why(request: HttpRequest, ref_code: str) -> HttpResponse:
    """The same page for somebody who comes from their own answers: neither its address nor its title names it."""
    pages = manual().pages
    return shown(request, pages.get(id_behind(ref_code, pages)), coded=True)


def shown(request: HttpRequest, wanted: Page | None, *, coded: bool) -> HttpResponse:
    """A page. Where it was reached by a code, all that it leads to is, too."""
    if wanted is None:
        raise Http404
    return render(request, "library/page.html", {"page": wanted, "coded": coded})
