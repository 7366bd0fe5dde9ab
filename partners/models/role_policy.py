"""What is asked of each role, one row a role: the rows are fixed, what they ask is edited."""

from django.db import models

from partners.enums import MembershipRole, StaffRole


class RolePolicy(models.Model):
    """Whether people in a role must give a second factor."""

    role = models.CharField(
        "角色",
        max_length=20,
        unique=True,
        choices=[*StaffRole.choices, *MembershipRole.choices],
        editable=False,
    )
    second_factor = models.BooleanField(
        "登录须二次验证",
        default=False,
        help_text="勾选后，这一角色的人员下次操作时即须设置并输入动态验证码。",
    )

    class Meta:
        verbose_name = "角色登录要求"
        verbose_name_plural = "角色登录要求"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_role_display()
