"""Every address of the portal, from the admin to the page tree, which takes what is left."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import TemplateView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls
from wagtail.images import urls as image_urls

from portal import care
from portal.media import RENDITIONS, rendition

handler400 = "django.views.defaults.bad_request"
handler403 = "django.views.defaults.permission_denied"
handler404 = "django.views.defaults.page_not_found"
handler500 = "django.views.defaults.server_error"

internal = [
    # Before the admin, whose own log-in pages it takes the place of.
    path("", include("partners.access.urls")),
    path(settings.ADMIN_PATH, include(admin_urls)),
    path("workspace/", include("partners.workspace.urls")),
]

files: list[URLPattern | URLResolver] = [
    path("documents/", include(document_urls)),
    path("images/", include(image_urls)),
]
if settings.SERVE_MEDIA:
    files.append(path(f"media/{RENDITIONS}/<str:name>", rendition, name="rendition"))

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
