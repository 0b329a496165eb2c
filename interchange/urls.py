"""Addresses of taking away: one article's record, all that a search found."""

from django.urls import path

from interchange import views

app_name = "interchange"
urlpatterns = [
    path("a/<str:identifier>/cite/<str:form>/", views.record, name="record"),
    path("search/export/", views.export, name="export"),
    path("search/export/<str:form>/", views.download, name="download"),
]
