"""Addresses of searching and reading; every state of a page is its address."""

from django.urls import path

from search.views import articles, manual, results

app_name = "search"
urlpatterns = [
    path("search/", results.results, name="results"),
    path("a/<str:identifier>/", articles.article, name="article"),
    path("help/search/", manual.help_page, name="help"),
]
