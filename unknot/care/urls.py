"""The answer to the health questions, the letter for a doctor, the plan, and what to do at home."""

from django.urls import path

from unknot.care import at_home, views

app_name = "care"
urlpatterns = [
    path("way/<str:token>/answer/", views.answer, name="answer"),
    path("way/<str:token>/onward/", views.onward, name="onward"),
    path("way/<str:token>/follow/", views.follow, name="follow"),
    path("way/<str:token>/letter/", views.letter, name="letter"),
    path("way/<str:token>/plan/", views.plan, name="plan"),
    path("way/<str:token>/home/", at_home.at_home, name="at_home"),
]
