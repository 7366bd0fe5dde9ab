"""Every address of the portal, from the admin to the page tree, which takes what is left."""

from django.conf import settings
from django.http import Http404
from django.urls import include, path, re_path
from django.views.defaults import page_not_found
from django.views.generic import TemplateView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls

from portal import care, media

handler400 = "django.views.defaults.bad_request"
handler403 = "django.views.defaults.permission_denied"
handler404 = "django.views.defaults.page_not_found"
handler500 = "django.views.defaults.server_error"

internal = [
    # Before the admin, whose own log-in pages it takes the place of.
    path("", include("partners.access.urls")),
    # Wagtail's page that breaks on purpose.
    path(f"{settings.ADMIN_PATH}failwhale/", page_not_found, {"exception": Http404()}),
    path(settings.ADMIN_PATH, include(admin_urls)),
    path("workspace/", include("partners.workspace.urls")),
]

files = [
    re_path(rf"^media/{media.RENDITIONS}/(?P<name>[-\w.]+)$", media.rendition, name="rendition"),
    # By the name that Wagtail's documents look for to say their address.
    re_path(r"^documents/(\d+)/([-\w.]+)$", media.document, name="wagtaildocs_serve"),
]

frame = [
    path("care/", care.switch, name="care"),
    path("site-map/", TemplateView.as_view(template_name="site_map.html"), name="site_map"),
]

public = [
    *frame,
    path("", include("projects.urls")),
    path("", include("partners.urls")),
    path("", include("search.urls")),
    path("", include("home.urls")),
]

urlpatterns = [
    *internal,
    *files,
    *public,
    path("", include(wagtail_urls)),
]
