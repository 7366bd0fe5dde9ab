"""Putting forward needs and resources: who which, for whom, handed in at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partners.enums import ListKind, ReviewState
from partners.models import ListItem, ProxyEntry
from partners.moves.review import return_
from tests.admin import shown_in, told, words
from tests.factories import ListCategoryFactory, ListItemFactory

pytestmark = pytest.mark.django_db

NEW, HOME = "/workspace/list-items/new/", "/workspace/"


def typed(kind, **changes):
    return {
        "kind": kind,
        "category": ListCategoryFactory().pk,
        "title": "楼道照明",
        "description": "三单元楼道没有灯。",
        "quantity": "3 盏",
        "deadline": "",
    } | changes


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("community", {"提出需求"}),
        ("unit", {"提供资源"}),
        ("street", {"代社区提出需求", "代单位提供资源"}),
        ("auditor", set()),
    ],
)
def test_each_role_has_its_buttons_on_the_first_screen(at_desk, role, offered):
    page = words(at_desk(role).get(HOME))
    labels = ("提出需求", "提供资源", "代社区提出需求", "代单位提供资源")
    found = {label for label in labels if f">{label}</a>" in page}
    assert found == offered


@pytest.mark.parametrize(("role", "kind"), [("community", "need"), ("unit", "resource")])
def test_one_press_hands_it_in_for_the_own_organisation(cast, at_desk, role, kind):
    answer = at_desk(role).post(NEW, typed(kind))
    item = ListItem.objects.get()
    organisation = getattr(cast.parties["own"], role)
    assert (item.kind, item.organisation) == (kind, organisation)
    assert item.division == organisation.division
    assert item.review_state == ReviewState.SUBMITTED
    assert "等待审核" in told(answer)


def test_five_fields_are_asked_and_what_residents_said_is_folded_away(at_desk):
    form = at_desk("community").get(NEW).context["form"]
    assert len(form.asked_fields) == 5
    assert not form.was_deliberated
    page = words(at_desk("community").get(NEW))
    assert "居民议事情况" in page
    assert "居民议事情况" not in words(at_desk("unit").get(NEW))


@pytest.mark.parametrize(("role", "kind"), [("community", "resource"), ("unit", "need")])
def test_the_other_kind_is_not_theirs(at_desk, role, kind):
    answer = at_desk(role).post(NEW, typed(kind))
    assert "不登记这一类事项" in words(answer)
    assert not ListItem.objects.exists()


def test_what_residents_said_is_kept_with_its_paper(cast, at_desk):
    paper = SimpleUploadedFile("议事记录.pdf", b"%PDF-1.4 minutes", "application/pdf")
    said = {
        "deliberated_on": "2025-03-01",
        "deliberation_participants": "居民代表",
        "deliberation_result": "一致同意。",
        "deliberation_paper": paper,
    }
    at_desk("community").post(NEW, typed("need", **said))
    item = ListItem.objects.get()
    assert (str(item.deliberated_on), item.deliberation_result) == ("2025-03-01", "一致同意。")
    assert item.deliberation_file.is_public is False


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("deliberated_on", "2999-01-01", "议事日期不能晚于今天"),
        ("deadline", "2020-01-01", "期限不能早于今天"),
        ("category", "0", "选择一个有效的选项"),
        ("title", "", "请填写名称"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(at_desk, field, value, said):
    answer = at_desk("community").post(NEW, typed("need", **{field: value}))
    assert said in words(answer)
    assert "三单元楼道没有灯。" in words(answer)
    assert not ListItem.objects.exists()


def test_a_file_that_is_no_paper_opens_the_folded_part_again(at_desk):
    trick = SimpleUploadedFile("议事记录.pdf", b"MZ program", "application/pdf")
    answer = at_desk("community").post(NEW, typed("need", deliberation_paper=trick))
    assert '<details class="desk-form__more" open>' in words(answer)
    assert not ListItem.objects.exists()


def test_returned_it_goes_back_in_with_one_press(cast, at_desk):
    client = at_desk("community")
    client.post(NEW, typed("need"))
    item = ListItem.objects.get()
    return_(item, by=cast.people["street"], reason="请写明楼栋")
    url = f"/workspace/list-items/{item.number}/edit/"
    assert "请写明楼栋" in words(client.get(url))
    client.post(url, typed("need", title="二号楼楼道照明") | shown_in(client, url))
    item.refresh_from_db()
    assert (item.title, item.review_state) == ("二号楼楼道照明", ReviewState.SUBMITTED)
    assert item.kind == ListKind.NEED


@pytest.mark.parametrize(("kind", "side"), [("need", "community"), ("resource", "unit")])
def test_a_department_names_for_whom_by_name_or_number(cast, at_desk, kind, side):
    organisation = getattr(cast.parties["own"], side)
    type(organisation).objects.filter(pk=organisation.pk).update(division=cast.world.plum)
    for named in (organisation.name, organisation.number):
        at_desk("street").post(NEW, typed(kind, on_behalf=named))
        item = ListItem.objects.get()
        assert (item.organisation, item.on_behalf_of) == (organisation, organisation)
        assert ProxyEntry.objects.get().record == item
        ProxyEntry.objects.all().delete()
        item.delete()


def test_a_department_names_nobody_beyond_its_place_nor_of_the_other_kind(cast, at_desk):
    client = at_desk("street")
    far, own = cast.parties["far"].community, cast.parties["own"].community
    for kind, named in (("need", far.name), ("resource", own.name)):
        assert "您的范围内没有这个组织" in words(client.post(NEW, typed(kind, on_behalf=named)))
    assert "请填写组织名称" in words(client.post(NEW, typed("need", on_behalf="")))
    both = words(client.post(NEW, typed("need", on_behalf="社区")))
    assert "找到多个组织" in both
    assert f'value="{own.number}"' in both
    assert not ListItem.objects.exists()


def test_the_last_category_is_offered_again(cast, at_desk):
    category = ListCategoryFactory(name="环境整治")
    ListItemFactory(
        entered_by=cast.people["community"],
        organisation=cast.parties["own"].community,
        category=category,
    )
    assert at_desk("community").get(NEW).context["form"].initial["category"] == category.pk


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_only_reads_puts_nothing_forward(at_desk, role):
    assert at_desk(role).post(NEW, typed("need")).status_code == 403
    assert not ListItem.objects.exists()
