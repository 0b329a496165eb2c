"""What the newsroom's roles may do with the aliases. The roles themselves are the archive's."""

from django.apps import apps as all_apps
from django.contrib.auth.management import create_permissions

ALL = ("add", "change", "view", "delete")
RIGHTS = {"Curators": ("add", "change", "view"), "Editors": ALL, "Administrators": ALL}


def grant(sender, using: str = "default", apps=all_apps, **kwargs) -> None:
    """Give a role its rights (on `post_migrate`) while it has none; once it has some, they are an administrator's."""
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        permissions = apps.get_model("auth", "Permission").objects.using(using)
        apps.get_model("search", "Alias")
    except LookupError:  # migrated only in part
        return
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    of_aliases = permissions.filter(content_type__app_label="search", codename__endswith="_alias")
    for name, acts in RIGHTS.items():
        for group in groups.filter(name=name).exclude(permissions__in=of_aliases):
            group.permissions.add(*of_aliases.filter(codename__in=[f"{act}_alias" for act in acts]))
