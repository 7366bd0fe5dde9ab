"""What is asked of each role when its people log in."""

from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column

from partners.admin.vocabulary import VocabularyViewSet
from partners.models import RolePolicy


class RolePolicyViewSet(VocabularyViewSet):
    model = RolePolicy
    icon = "lock"
    menu_label = "角色登录要求"
    add_to_settings_menu = True
    ordering = "pk"
    search_fields = ["role"]
    list_display = [
        Column("role", label="角色", accessor="get_role_display"),
        Column(
            "second_factor",
            label="登录须二次验证",
            accessor=lambda policy: "须验证" if policy.second_factor else "不要求",
        ),
    ]
    panels = [FieldPanel("second_factor")]
