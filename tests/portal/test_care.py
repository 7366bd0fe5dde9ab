"""「关怀版」 is one link away, remembered, and leads back only into this site."""

import pytest
from django.test import RequestFactory

from portal import care


def switched(query: str):
    return care.switch(RequestFactory().get(f"/care/?{query}"))


def test_it_is_remembered_and_leads_back():
    response = switched("on=1&next=/projects/%3Fq%3D1")
    assert response["Location"] == "/projects/?q=1"
    assert response.cookies["care"].value == "1"
    assert response.cookies["care"]["max-age"] == care.REMEMBERED


def test_it_is_forgotten_when_switched_off():
    assert switched("on=0&next=/").cookies["care"].value == ""


@pytest.mark.parametrize(
    "target",
    ["https://example.org/", "//example.org/", "javascript:alert(1)", "", "/" + "a" * 9000],
)
def test_it_never_leads_out_of_the_site(target):
    assert switched(f"on=1&next={target}")["Location"] == "/"


def test_odd_values_switch_nothing_on():
    request = RequestFactory().get("/")
    request.COOKIES["care"] = "yes"
    assert not care.is_on(request)
    assert switched("on=zz").cookies["care"].value == ""


def test_it_cannot_be_posted():
    assert care.switch(RequestFactory().post("/care/")).status_code == 405
