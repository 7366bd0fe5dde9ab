"""Addresses of getting in and out; they take the place of Wagtail's own."""

from django.conf import settings
from django.urls import path, reverse_lazy
from wagtail.admin.views.account import PasswordResetConfirmView

from .forms import MailedPasswordForm
from .views import factor, log_in, password, setting_up

app_name = "access"

_admin = settings.ADMIN_PATH

urlpatterns = [
    path("login/", log_in.LogInView.as_view(), name="login"),
    path("logout/", log_in.LogOutView.as_view(), name="logout"),
    path("password/", password.PasswordView.as_view(), name="password"),
    path("second-factor/", factor.GiveView.as_view(), name="verify"),
    path("second-factor/setup/", setting_up.SetUpView.as_view(), name="set_up"),
    path("second-factor/change/", setting_up.ChangeView.as_view(), name="change_factor"),
    # What Wagtail's own pages would do at these addresses knows nothing of the above.
    path(f"{_admin}login/", log_in.to_log_in),
    path("_util/login/", log_in.to_log_in),
    path(f"{_admin}logout/", log_in.LogOutView.as_view()),
    path(
        f"{_admin}password_reset/confirm/<uidb64>/<token>/",
        PasswordResetConfirmView.as_view(
            form_class=MailedPasswordForm,
            success_url=reverse_lazy("wagtailadmin_password_reset_complete"),
        ),
    ),
]
