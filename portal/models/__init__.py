"""The people and files every app shares: own models from the first migration."""

from .media import PortalDocument, PortalImage, PortalRendition
from .user import User

__all__ = ["PortalDocument", "PortalImage", "PortalRendition", "User"]
