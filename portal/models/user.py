"""People who log in. What they may do for whom is a Membership (partners)."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as AuthUserManager
from django.db import models

from portal.changes import TellingQuerySet


class UserManager(AuthUserManager.from_queryset(TellingQuerySet)):  # type: ignore[misc]
    """Django's, telling of accounts that are changed in bulk (Wagtail's list can do that)."""

    use_in_migrations = False


class User(AbstractUser):
    """A person with a login; shown by the name a colleague would use."""

    display_name = models.CharField(
        "显示名称", max_length=40, blank=True, help_text="在系统内显示，例如「演示联络员01」。"
    )

    must_change_password = models.BooleanField(
        "首次登录须修改密码",
        default=False,
        help_text="密码由他人设置时自动勾选，本人改过后自动取消。",
    )

    objects: ClassVar[Any] = UserManager()

    class Meta(AbstractUser.Meta):
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the display name; without one, family name first as in Chinese."""
        return self.display_name or f"{self.last_name}{self.first_name}" or self.username

    def give_password(self, password: str) -> None:
        """Set a password that somebody else knows: the person must change it on entering."""
        self.set_password(password)
        self.must_change_password = True

    def choose_password(self, password: str) -> None:
        """Set a password that the person thought of."""
        self.set_password(password)
        self.must_change_password = False
