"""Who may sign in. Nobody is deleted, since history says who acted: whoever leaves is marked as not active."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from archive.models import User


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ["username", "first_name", "last_name", "email", "roles", "is_staff", "is_active", "last_login"]
    list_filter = ["groups", "is_staff", "is_active"]
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=User._meta.get_field("groups").verbose_name)
    def roles(self, user: User) -> str:
        return "، ".join(group.name for group in user.groups.all()) or "–"

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
