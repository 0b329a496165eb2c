"""Addresses of searching and reading; every state of a page is its address."""

from django.urls import path

from search.views import advanced, articles, completions, facets, manual, plain, reporting, results, similar, versions

app_name = "search"
urlpatterns = [
    path("search/", results.results, name="results"),
    path("search/advanced/", advanced.advanced, name="advanced"),
    path("search/facet/<str:name>/", facets.facet, name="facet"),
    path("search/words/", completions.page, name="completions"),
    path("search/words.json", completions.as_json, name="completions-json"),
    path("opensearch.xml", completions.description, name="opensearch"),
    path("a/<str:identifier>.txt", plain.plain, name="plain"),
    path("a/<str:identifier>/", articles.article, name="article"),
    path("a/<str:identifier>/similar/", similar.similar, name="similar"),
    path("a/<str:identifier>/report/", reporting.report, name="report"),
    path("a/<str:identifier>/versions/", versions.compared, name="versions"),
    path("help/search/", manual.help_page, name="help"),
]
