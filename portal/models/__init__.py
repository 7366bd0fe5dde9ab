"""The people and files every app shares: own models from the first migration."""

from .form_token import FormToken
from .media import PortalDocument, PortalImage, PortalRendition
from .review import ReviewTask
from .user import User

__all__ = ["FormToken", "PortalDocument", "PortalImage", "PortalRendition", "ReviewTask", "User"]
