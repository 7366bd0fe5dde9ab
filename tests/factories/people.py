"""People with a login, named by what they do."""

import factory
from factory.django import DjangoModelFactory

from portal.changes import untold
from portal.models import User


class UserFactory(DjangoModelFactory):
    """Somebody without rights. Log in with `client.force_login`: nobody has a password."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    display_name = factory.Sequence(lambda n: f"演示人员{n:02d}")
    password = "!"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Without a row in the audit trail: tests count those of what they try."""
        with untold():
            return super()._create(model_class, *args, **kwargs)


class AuthorFactory(UserFactory):
    """The one person who entered every record of a test."""

    class Meta:
        django_get_or_create = ("username",)

    username = "author"
    display_name = "演示录入员"


class ReviewerFactory(UserFactory):
    """The one other person, who verifies, confirms and approves."""

    class Meta:
        django_get_or_create = ("username",)

    username = "reviewer"
    display_name = "演示审核员"


class AdministratorFactory(UserFactory):
    """系统管理员: may see and do everything."""

    is_staff = True
    is_superuser = True
