"""The screens of projects in the admin, the ledger among them."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail_modeladmin.options import modeladmin_register

from projects.choosers import CHOOSERS
from projects.ledger.admin import LedgerAdmin
from projects.viewsets.groups import ACTIVITIES, SETTINGS, ProjectsGroup

modeladmin_register(LedgerAdmin)


@hooks.register("register_admin_viewset")
def choosers() -> list[ViewSet]:
    """Windows in which records are looked up."""
    return CHOOSERS


@hooks.register("register_admin_viewset")
def registers() -> list[ViewSet | ModelViewSetGroup]:
    """One menu group a subject; activities join that of pairings, vocabulary the settings."""
    return [ProjectsGroup(), ACTIVITIES, *SETTINGS]
