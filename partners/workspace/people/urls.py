"""Addresses of people: the list, a person, and what is done about memberships."""

from django.urls import path

from .account import AccountActView, FirstPasswordView
from .adding import AddView
from .giving import GiveView
from .keeping import EndView, TermView
from .lists import PeopleView
from .page import PersonView

urlpatterns = [
    path("", PeopleView.as_view(), name="people"),
    path("add/", AddView.as_view(), name="add_person"),
    path("give/", GiveView.as_view(), name="give_membership"),
    path("<int:pk>/", PersonView.as_view(), name="person"),
    path("<int:pk>/password/", FirstPasswordView.as_view(), name="first_password"),
    path("<int:pk>/account/<slug:act>/", AccountActView.as_view(), name="account_act"),
    path("<int:pk>/<slug:number>/term/", TermView.as_view(), name="change_term"),
    path("<int:pk>/<slug:number>/end/", EndView.as_view(), name="end_membership"),
]
