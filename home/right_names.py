"""Rights by their names in Chinese: Django and Wagtail write them into the database in English."""

from django.conf import settings
from django.contrib.auth.models import Permission
from django.utils import translation

_ACTS = {"add": "添加", "change": "修改", "delete": "删除", "view": "查看", "choose": "选择"}
#: Rights that are no act on a record of their kind.
_OTHERS = {
    "access_admin": "进入管理后台",
    "bulk_delete_page": "删除有下级页面的页面",
    "lock_page": "锁定页面，解锁本人锁定的页面",
    "publish_page": "发布任何页面",
    "unlock_page": "解锁任何页面",
}


def name_rights() -> None:
    """Rename those still in English; `migrate`, which calls this, speaks none but that."""
    with translation.override(settings.LANGUAGE_CODE):
        for right in Permission.objects.select_related("content_type"):
            name = _name(right)
            if name and _is_english(right.name):
                right.name = name
                right.save(update_fields=["name"])


def _is_english(name: str) -> bool:
    return name.isascii() or name.startswith("Can ")


def _name(right: Permission) -> str:
    if right.codename in _OTHERS:
        return _OTHERS[right.codename]
    act = _ACTS.get(right.codename.partition("_")[0])
    model = right.content_type.model_class()
    return f"{act}{model._meta.verbose_name}" if act and model else ""
