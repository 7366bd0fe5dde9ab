"""Which records of partners hold files."""

from partners.models import Agreement, ListItem
from portal.holders import hold
from portal.models import PortalDocument


def hold_files() -> None:
    """Called by AppConfig.ready."""
    hold(PortalDocument, Agreement, "file")
    hold(PortalDocument, ListItem, "deliberation_file")
