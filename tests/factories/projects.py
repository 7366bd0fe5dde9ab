"""Projects, activities, updates, outcomes and money."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import factory
from django.db import models
from django.utils import timezone
from factory.django import DjangoModelFactory

from projects.enums import ActivityState, FundKind, ParticipantRole, ProjectStage
from projects.models import (
    Activity,
    ActivityPhoto,
    AfterCare,
    FundEntry,
    Measure,
    Milestone,
    Outcome,
    Project,
    ProjectField,
    ProjectOrigin,
    ProjectParticipant,
    Update,
    UpdatePhoto,
)

from .media import ImageFactory
from .pairings import PairingFactory, ProgrammeYearFactory
from .parties import (
    CommunityFactory,
    CommunityOrganisationFactory,
    FunderFactory,
    OrganisationFactory,
    UnitFactory,
)
from .people import AuthorFactory, ReviewerFactory
from .register import RegisterFactory, ReviewedFactory


class ProjectFieldFactory(DjangoModelFactory):
    class Meta:
        model = ProjectField
        django_get_or_create = ("slug",)

    name = "公共服务"
    slug = "services"


class ProjectFactory(ReviewedFactory):
    """A plan of 2024. public=True: approved and established; completed=True: approved and done.

    From 立项 on it has an origin: a signed pairing, or `origin=` one record or several; False
    for none.
    """

    class Meta:
        model = Project
        skip_postgeneration_save = True

    class Params:
        public = factory.Trait(approved=True, stage=ProjectStage.ESTABLISHED)
        completed = factory.Trait(
            approved=True, stage=ProjectStage.COMPLETED, completed_on=date(2024, 10, 31)
        )
        suspended = factory.Trait(
            approved=True,
            stage=ProjectStage.SUSPENDED,
            suspended_from=ProjectStage.IMPLEMENTING,
            stage_reason="等待管线迁改",
        )
        terminated = factory.Trait(
            approved=True, stage=ProjectStage.TERMINATED, stage_reason="方案取消"
        )

    programme_year = factory.SubFactory(ProgrammeYearFactory)
    name = factory.Sequence(lambda n: f"示例项目{n}")
    field = factory.SubFactory(ProjectFieldFactory)
    division = factory.SubFactory(CommunityFactory)

    @factory.post_generation
    def origin(self, create: bool, records: Any, **kwargs: Any) -> None:
        if records is None and self.stage != ProjectStage.PLANNING:
            records = PairingFactory(signed=True, programme_year=self.programme_year)
        for record in records if isinstance(records, Iterable) else filter(None, [records]):
            ProjectOriginFactory(project=self, record=record)


class ProjectOriginFactory(DjangoModelFactory):
    """`record=` a pairing, alliance or agreement; its model names the column."""

    class Meta:
        model = ProjectOrigin

    project = factory.SubFactory(ProjectFactory)
    record = factory.SubFactory(PairingFactory, signed=True)

    @classmethod
    def _adjust_kwargs(cls, *, record: models.Model, **kwargs: Any) -> dict[str, Any]:
        return kwargs | {record._meta.model_name: record}


class ProjectParticipantFactory(DjangoModelFactory):
    class Meta:
        model = ProjectParticipant

    project = factory.SubFactory(ProjectFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = ParticipantRole.LEAD


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"节点{n}")
    due_on = date(2024, 6, 30)


class AfterCareFactory(DjangoModelFactory):
    class Meta:
        model = AfterCare

    project = factory.SubFactory(ProjectFactory)
    task = factory.Sequence(lambda n: f"管护{n}")
    due_on = date(2024, 12, 15)


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = Measure
        django_get_or_create = ("name",)

    name = "受益居民"
    unit = "户"


class OutcomeFactory(DjangoModelFactory):
    """Of a project; for another owner give project=None and alliance= or agreement=."""

    class Meta:
        model = Outcome

    project = factory.SubFactory(ProjectFactory)
    measure = factory.SubFactory(MeasureFactory)
    value = Decimal("120.00")
    as_of = date(2024, 12, 31)
    source = "街道统计"


class UpdateFactory(ReviewedFactory):
    """Of a public project; approved=True shows it."""

    class Meta:
        model = Update

    project = factory.SubFactory(ProjectFactory, public=True)
    organisation = factory.SubFactory(UnitFactory)
    happened_on = date(2024, 7, 1)
    title = factory.Sequence(lambda n: f"进展标题{n}")
    text = "完成管道铺设。"
    division = factory.SelfAttribute("project.division")


class UpdatePhotoFactory(DjangoModelFactory):
    class Meta:
        model = UpdatePhoto

    update_record = factory.SubFactory(UpdateFactory)
    image = factory.SubFactory(ImageFactory)


class ActivityFactory(RegisterFactory):
    """Of a signed pairing, waiting; confirmed= or disputed=True.

    For another owner give pairing=None and alliance= or agreement=.
    """

    class Meta:
        model = Activity

    class Params:
        confirmed = factory.Trait(
            state=ActivityState.CONFIRMED,
            confirmed_by=factory.SubFactory(ReviewerFactory),
            confirmed_at=factory.LazyFunction(timezone.now),
        )
        disputed = factory.Trait(state=ActivityState.DISPUTED, dispute_reason="日期不符")

    pairing = factory.SubFactory(PairingFactory, signed=True)
    alliance = None
    agreement = None
    title = factory.Sequence(lambda n: f"示例活动{n}")
    date = date(2024, 5, 20)
    division = factory.LazyAttribute(lambda o: (o.pairing or o.alliance or o.agreement).division)


class ActivityPhotoFactory(DjangoModelFactory):
    class Meta:
        model = ActivityPhoto

    activity = factory.SubFactory(ActivityFactory)
    image = factory.SubFactory(ImageFactory)


def _as_reversed(field: str) -> factory.LazyAttribute:
    return factory.LazyAttribute(lambda o: getattr(o.reverses, field))


class FundEntryFactory(RegisterFactory):
    """100.00 yuan received for a public project on 2024-06-15, unverified; verified=True.

    With `reverses=line` it is the reversal of that line: entered by the reviewer, and verified
    by the author of the line.
    """

    class Meta:
        model = FundEntry

    class Params:
        verified = factory.Trait(
            verified_by=factory.Maybe(
                "reverses", factory.SubFactory(AuthorFactory), factory.SubFactory(ReviewerFactory)
            ),
            verified_at=factory.LazyFunction(timezone.now),
        )

    reverses = None
    entered_by = factory.Maybe(
        "reverses", factory.SubFactory(ReviewerFactory), factory.SubFactory(AuthorFactory)
    )
    project = factory.Maybe(
        "reverses", _as_reversed("project"), factory.SubFactory(ProjectFactory, public=True)
    )
    kind = factory.Maybe("reverses", _as_reversed("kind"), FundKind.RECEIVED)
    provider = factory.Maybe(
        "reverses", _as_reversed("provider"), factory.SubFactory(FunderFactory)
    )
    receiver = factory.Maybe(
        "reverses", _as_reversed("receiver"), factory.SubFactory(CommunityOrganisationFactory)
    )
    amount = factory.Maybe("reverses", _as_reversed("amount"), Decimal("100.00"))
    date = date(2024, 6, 15)
    division = factory.SelfAttribute("project.division")

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        return kwargs | {"amount": Decimal(kwargs["amount"])}
