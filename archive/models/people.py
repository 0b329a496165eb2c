from django.contrib.auth.models import AbstractUser, Group, Permission
from django.db import models


class User(AbstractUser):
    """Whoever signs in: readers and curators. Our own from the first migration, so that it can grow."""


class Given(models.Model):
    """A permission that migrating once gave to a role. What an administrator took back since is not given again."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+", db_index=False)
    permission = models.ForeignKey(Permission, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["group", "permission"], name="permission_is_given_once")]

    def __str__(self) -> str:
        return f"{self.group}: {self.permission}"
