"""Who may sign in. Nobody is deleted, since history says who acted: whoever leaves is marked as not active."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.admin import bounds
from archive.models import User
from archive.roles import ROLES


@admin.register(User)
class PersonAdmin(bounds.BoundedList, UserAdmin):
    list_display = ["username", "first_name", "last_name", "email", "roles", "is_staff", "is_active", "last_login"]
    list_filter = ["groups", "is_staff", "is_active"]
    list_per_page = 50
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    # Rights come by roles: a right that is given to one person alone is overlooked by whoever changes the role.
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Roles"), {"fields": ["is_active", "is_staff", "groups", "is_superuser"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """A box to tick for each role: there are few."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs | {"widget": CheckboxSelectMultiple})
        if db_field.name == "groups" and isinstance(field, ModelMultipleChoiceField):
            field.label_from_instance = _role  # type: ignore[assignment,method-assign]
        return field

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return gettext(", ").join(_role(group) for group in user.groups.all()) or "–"

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


def _role(group: Group) -> str:
    """The name of a role in the reader's language, where it is one of ours."""
    return gettext(group.name) if group.name in ROLES else group.name
