"""The screens of partners in the admin."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSetGroup

from partners.choosers import CHOOSERS
from partners.viewsets.groups import SETTINGS, ListsGroup, PairingsGroup, PlacesGroup


@hooks.register("register_admin_viewset")
def choosers() -> list[ViewSet]:
    """Windows in which records are looked up."""
    return CHOOSERS


@hooks.register("register_admin_viewset")
def registers() -> list[ModelViewSetGroup]:
    """One menu group a subject."""
    return [PairingsGroup(), PlacesGroup(), ListsGroup()]


@hooks.register("register_admin_viewset")
def settings() -> list[ViewSet]:
    """What is set up once a year, in the settings menu."""
    return SETTINGS
