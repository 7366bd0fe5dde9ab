"""What the address of a new record begins at may be anything."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

#: Register → what its addresses name.
BEGUN_AT = {
    "claims": ("item", "resource"),
    "activities": ("pairing",),
    "updates": ("project",),
    "funds": ("project",),
    "projects": ("need", "pairing", "alliance", "agreement"),
    "pairings": ("renew",),
    "assignments": ("pairing", "alliance", "place"),
}


@pytest.mark.parametrize("said", ["%00", "JD%00", "%ED%A0%80", "9" * 40])
@pytest.mark.parametrize("register", BEGUN_AT)
def test_what_can_name_nothing_begins_nowhere(at_desk, register, said):
    client = at_desk("city")
    for name in BEGUN_AT[register]:
        answer = client.get(f"/workspace/{register}/new/?{name}={said}")
        assert answer.status_code == 200


def test_a_year_is_not_copied_from_what_can_name_none(at_desk):
    assert at_desk("city").get("/workspace/programme-years/copy/?from=%00").status_code == 200
