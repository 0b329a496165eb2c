"""Addresses of searching and reading; every state of a page is its address."""

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("search/", views.results, name="results"),
    path("a/<str:identifier>/", views.article, name="article"),
    path("help/search/", views.help_page, name="help"),
]
