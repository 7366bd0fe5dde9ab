"""Building the whole city in one transaction, step by step."""

from functools import partial

from django.db import transaction

from partners.models import Organisation
from portal.changes import untold

from . import (
    activities,
    agreements,
    alliances,
    duties,
    list_items,
    money_years,
    pages,
    pairings,
    pairings_later,
    programme,
    projects,
    proxies,
    published,
    published_qixia,
    ratings,
    tellings,
)
from . import organisations as orgs
from . import published_nanjing as nanjing
from .aims import Aims
from .books import Books
from .city import City, rng_of
from .console import Console
from .days import own_change_dates
from .people import make_people
from .places import load_places, make_place_organisations
from .shares import apportion


@transaction.atomic
def build(aims: Aims, console: Console) -> City:
    """Fill an empty, migrated database; nothing is kept when a step fails."""
    with untold():
        people = make_people(rng_of("people"))
    city = City(aims, Books(), people, load_places(people.admin))
    with own_change_dates(), untold():
        for words, step in STEPS:
            console.run(words, partial(step, city))
    return city


def _places(city: City) -> int:
    return make_place_organisations(city.books, city.places, city.people.admin)


def _organisations(city: City) -> int:
    maker = orgs.Maker(rng_of("organisations"), city.people.admin)
    weights = [len(city.places.communities[s.pk]) for s in city.places.streets]
    # Two of the units of the published year are real and paired as published.
    city.units_per_street = apportion(city.aims.units - 2, weights, least=1)
    made = city.organisations
    made.units = orgs.make_units(maker, city.books, city.places, city.units_per_street)
    made.parties = orgs.make_parties(maker, city.books, made.units, _parties_per_unit(city))
    orgs.make_others(maker, city.books, city.places, made, city.aims.associations - 2)
    return len(made.units) + city.aims.party_organisations


def _parties_per_unit(city: City) -> list[int]:
    """Party organisations by street as it has communities, within it by unit in turn."""
    weights = [len(city.places.communities[s.pk]) for s in city.places.streets]
    per_street = apportion(city.aims.party_organisations, weights, least=1)
    per_unit: list[int] = []
    for parties, units in zip(per_street, city.units_per_street, strict=True):
        per_unit += apportion(parties, [1] * units)
    return per_unit


def _names(city: City) -> int:
    nameless = Organisation.objects.filter(names=None).order_by("pk")
    return orgs.make_names(rng_of("names"), list(nameless))


STEPS = (
    ("街镇和社区（村）", _places),
    ("组织", _organisations),
    ("公开案例中的组织", published.make_bodies),
    ("行动年度和清单", programme.make_programme),
    ("项目领域和指标", programme.make_vocabularies),
    ("公开案例的结对", nanjing.make_pairings),
    ("结对", pairings.make_first_year),
    ("第二年度结对", pairings_later.make_second_year),
    ("联系人", pairings_later.make_contacts),
    ("公开案例：鼓楼“水电气讯”联盟", nanjing.make_gulou),
    ("公开案例：永宁党建共同体", nanjing.make_yongning),
    ("公开案例：协会签约共建", nanjing.make_associations),
    ("公开案例：江宁片区“大党委”", nanjing.make_jiangning),
    ("公开案例：栖霞联盟和协议", published_qixia.make_qixia),
    ("共建项目", projects.make_first_year),
    ("公开案例：向阳雅居排水涵闸", nanjing.make_banqiao),
    ("第二年度共建项目", projects.make_second_year),
    ("联盟（共同体）", alliances.make_alliances),
    ("行业协会商会协议", agreements.make_associations),
    ("其他协议", agreements.make_others),
    ("结对活动", activities.make_first_year),
    ("第二年度活动", activities.make_second_year),
    ("联盟和协会活动", activities.make_joint),
    ("资金台账", money_years.make_money),
    ("组织名称", _names),
    ("需求和资源清单", list_items.make_list_items),
    ("上级代办", proxies.make_proxies),
    ("双向评价", ratings.make_evaluations),
    ("审核层级", ratings.make_review_levels),
    ("里程碑", tellings.make_milestones),
    ("进展", tellings.make_updates),
    ("成效", tellings.make_outcomes),
    ("长效管护", tellings.make_after_care),
    ("任职", duties.make_memberships),
    ("包联", duties.make_assignments),
    ("案例", pages.make_stories),
    ("待审核的案例", pages.make_proposal),
    ("公告和站点信息", pages.make_site),
    ("图片", pages.make_photos),
)
