"""Who may sign in. Nobody is deleted, since history says who acted: whoever leaves is marked as not active."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from archive.admin import bounds
from archive.models import User
from archive.roles import ADMINISTRATOR, ROLES

# Words of other apps that they have no Arabic for.
BORROWED = (gettext_noop("Reset password"), gettext_noop("Locked Out"), gettext_noop("Attempt Remaining"))
ACTS = {
    "view": pgettext_lazy("right", "look at"),
    "add": pgettext_lazy("right", "add"),
    "change": pgettext_lazy("right", "change"),
    "delete": pgettext_lazy("right", "delete"),
}


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [(str(group.pk), _role(group)) for group in Group.objects.order_by("name")]

    def queryset(self, request, queryset):
        number = self.value() or ""
        return queryset.filter(groups=number[:18]) if number.isdecimal() else queryset


class PersonForm(UserChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "password" in self.fields:  # Django's own words are not there in Arabic
            self.fields["password"].help_text = _("Nobody can see the password; a new one can be given.")


@admin.register(User)
class PersonAdmin(bounds.BoundedList, UserAdmin):
    form = PersonForm
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["username", "password1", "password2"]})]
    list_display = ["username", "first_name", "last_name", "email", "roles", "is_staff", "is_active", "last_login"]
    list_filter = [RoleFilter, "is_staff", "is_active"]
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

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        """A box to tick for each role: there are few."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs | {"widget": CheckboxSelectMultiple})
        if db_field.name == "groups" and isinstance(field, ModelMultipleChoiceField):
            field.label_from_instance = _role  # type: ignore[assignment,method-assign]
        return field

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return gettext(", ").join(_role(group) for group in user.groups.all()) or "–"

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None):
        """Who may do everything is named by one who may: else an administrator would give it to anybody."""
        return [*self.readonly_fields, *([] if request.user.is_superuser else ["is_superuser"])]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nor does an administrator give a new password to one who may do everything."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    list_display = ["role"]
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        """A box to tick for each right of the newsroom, in words; what a role has besides stays with it."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs | {"widget": CheckboxSelectMultiple})
        if db_field.name == "permissions" and isinstance(field, ModelMultipleChoiceField):
            match = request.resolver_match if request else None
            number = match.kwargs.get("object_id", "") if match else ""
            field.queryset = _rights(number)
            field.label_from_instance = _right  # type: ignore[assignment,method-assign]
        return field

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None):
        """A role of the archive is called in the reader's language."""
        group = self.get_object(request, object_id)
        named = {"called": _role(group)} if group else {}
        return super().change_view(request, object_id, form_url, named | (extra_context or {}))

    @admin.display(description=_("role"), ordering="name")
    def role(self, group: Group) -> str:
        return _role(group)


def _role(group: Group) -> str:
    """The name of a role in the reader's language, where it is one of ours."""
    return gettext(group.name) if group.name in ROLES else group.name


def _rights(number: str):
    """The rights that a role of the archive may have, and those that this one has."""
    held = Q(group=number) if number.isascii() and number.isdecimal() else Q(pk=None)
    ours = Q(codename__in=ADMINISTRATOR) | Q(content_type__app_label="search", codename__endswith="_alias")
    rights = Permission.objects.filter(ours | held).select_related("content_type").distinct()
    return rights.order_by("content_type__app_label", "content_type__model", "pk")


def _right(permission: Permission) -> str:
    """What the right is to: «مقالة: تعديل»; a right of its own kind by its sentence."""
    act, _sign, _model = permission.codename.partition("_")
    model = permission.content_type.model_class()
    if model is None or permission.codename != f"{act}_{permission.content_type.model}" or act not in ACTS:
        return gettext(permission.name)
    return pgettext("right", "%(thing)s: %(act)s") % {"thing": model._meta.verbose_name, "act": ACTS[act]}
