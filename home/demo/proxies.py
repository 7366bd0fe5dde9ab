"""Entries that departments made for others 「上级代办」: some wait, some are answered."""

from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType

from partners.enums import CLAIMABLE_STAGES, NeedStage, ReviewState
from partners.models import Claim, ListItem, Organisation, ProxyEntry
from partners.moves.list_item import assign_need
from portal.models import User

from .at_work import desks_of
from .city import City, rng_of
from .days import moment

_DAY = date(2025, 11, 17)
_PROMISE = "按街道安排派专人对接，年内办理。"
_OBJECTION = "本单位没有承接这项需求，请核对后另行派单。"
_ANSWERS = ProxyEntry.Answer


def make_proxies(city: City) -> int:
    """Needs given to the unit of the login and to others: one after the other waits, is confirmed
    or objected to; the login of the unit and that of the community have one to confirm each.
    """
    rng, desks = rng_of("proxies"), desks_of(city)
    by = city.people.by_login["street"]
    waiting = [n for n in city.needs if n.review_state == ReviewState.APPROVED and _is_open(n)]
    mine = [n for n in waiting if n.organisation == desks.community][:2]
    others = [n for n in waiting if n not in mine and n.organisation != desks.community]
    units = [desks.unit] * len(mine) + city.organisations.units[1:7]
    answers = [_ANSWERS.WAITING, _ANSWERS.CONFIRMED, *[*_ANSWERS] * 2]
    claims = [
        _claim(need, unit, by, moment(rng, _DAY))
        for need, unit in zip([*mine, *others[:6]], units, strict=False)
    ]
    city.books.file(claims)
    for claim in claims:
        _given(city, claim)
    asked = _asked(city, desks.community, by, moment(rng, _DAY))
    city.books.file([asked])
    entries = [
        *(_entry(city, claim, answer) for claim, answer in zip(claims, answers, strict=False)),
        _entry(city, asked, _ANSWERS.WAITING),
    ]
    city.books.close()
    stored = ProxyEntry.objects.bulk_create(entries)
    ProxyEntry.objects.filter(pk__in=[e.pk for e in stored]).update(entered_at=asked.created_at)
    return len(claims) + 1


def _is_open(need: ListItem) -> bool:
    return need.stage in CLAIMABLE_STAGES


def _entered(by: User, organisation: Organisation, at: Any) -> dict[str, Any]:
    return {"entered_by": by, "on_behalf_of": organisation, "created_at": at, "changed_at": at}


def _claim(need: ListItem, unit: Organisation, by: User, at: Any) -> Claim:
    return Claim(
        item=need,
        organisation=unit,
        promise=_PROMISE,
        claimed_on=at.date(),
        division=need.division,
        **_entered(by, unit, at),
    )


def _given(city: City, claim: Claim) -> None:
    """The need moves on with the claim, if it is the first."""
    city.books.note_entry(claim, "create", "录入")
    need = claim.item
    if need.stage == NeedStage.ACCEPTED:
        city.books.walk(need, assign_need, by=claim.entered_by, at=claim.created_at)
        ListItem.objects.filter(pk=need.pk).update(
            stage=need.stage, version=need.version, changed_at=need.changed_at
        )


def _asked(city: City, community: Organisation, by: User, at: Any) -> ListItem:
    """A need the department wrote down for the community."""
    return ListItem(
        kind="need",
        organisation=community,
        category=city.needs[0].category,
        title="社区公告栏更新",
        description="公告栏玻璃破损，居民在走访时提出更换。（演示数据）",
        quantity="2 处",
        division=community.division,
        **_entered(by, community, at),
    )


def _entry(city: City, record: Any, answer: str) -> ProxyEntry:
    entry = ProxyEntry(
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        number=record.number,
        title=str(record),
        organisation=record.on_behalf_of,
        entered_by=record.entered_by,
        answer=answer,
    )
    if answer != _ANSWERS.WAITING:
        entry.answered_by = city.people.by_login["unit"]
        entry.answered_at = record.created_at + timedelta(days=2)
        entry.remark = _OBJECTION if answer == _ANSWERS.OBJECTED else ""
        label = "对代办提出异议" if entry.remark else "确认代办"
        city.books.note(
            record,
            "answer_proxy",
            label,
            by=entry.answered_by,
            at=entry.answered_at,
            reason=entry.remark,
        )
    return entry
