"""Memberships as a register of the workspace: what the list of people asks, and its sheet."""

from partners.viewsets.place import MembershipViewSet
from partners.workspace.registers import as_in_admin, steers_or_reads

PEOPLE = as_in_admin(
    MembershipViewSet,
    slug="people",
    label="人员与任职",
    group="管理",
    unit="人",
    list_export=[
        "number", "user.username", "user", "organisation.name", "organisation.division.full_name",
        "role", "since", "until",
    ],
    export_headings={
        "user.username": "登录名", "user": "姓名", "organisation.name": "代表组织",
        "organisation.division.full_name": "所在地",
    },
    is_for=steers_or_reads,
)  # fmt: skip
