"""Pictures of the demo: patterns drawn by code, stored as images where a page wants one."""

import io

from django.core.files.images import ImageFile

from portal.art_png import png
from portal.models import PortalImage, User

SIZE = (960, 480)
CREDIT = "程序生成的图案"


def picture(seed: str, title: str, by: User) -> PortalImage:
    """The pattern of a seed as a stored image. It shows nothing, and says so."""
    return PortalImage.objects.create(
        title=title,
        description="两组线条交织的装饰图案",
        credit=CREDIT,
        file=ImageFile(io.BytesIO(png(seed, SIZE)), name=f"{seed}.png"),
        uploaded_by_user=by,
    )
