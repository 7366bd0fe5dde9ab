"""Rules for passwords beyond Django's own."""

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from portal.models import User

from .signals import password_changed


class NotTheSameAgain:
    """A new password differs from the one it takes the place of. A validator as Django wants it."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for the password the person has now."""
        if user is not None and user.password and check_password(password, user.password):
            raise ValidationError("新密码不能与当前密码相同。", code="password_same")

    def get_help_text(self) -> str:
        return "不能与当前密码相同。"

    def password_changed(self, password: str, user: User) -> None:
        """Django tells of every password stored, by whatever way."""
        password_changed.send(User, user=user)
