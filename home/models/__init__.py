"""The front door: home page, standard pages, notices, the identity of the site."""

from .front import HomePage, HomeStory
from .notice import NoticeIndexPage, NoticePage
from .site_settings import SiteSettings
from .standard import StandardPage

__all__ = [
    "HomePage",
    "HomeStory",
    "NoticeIndexPage",
    "NoticePage",
    "SiteSettings",
    "StandardPage",
]
