"""What machines read: sitemap, robots, feeds. People come in by the page tree."""

from django.urls import path
from wagtail.contrib.sitemaps import views as sitemap_views

from home import feeds, views
from home.sitemaps import SITEMAPS

app_name = "home"

urlpatterns = [
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "home:sitemap_section"},
        name="sitemap",
    ),
    path(
        "sitemap-<str:section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": SITEMAPS},
        name="sitemap_section",
    ),
    path("robots.txt", views.robots, name="robots"),
    path("feed/notices/", feeds.NoticeFeed(), name="notice_feed"),
    path("feed/cases/", feeds.CaseFeed(), name="case_feed"),
]
