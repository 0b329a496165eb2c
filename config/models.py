from django.db import models


class Demand(models.Model):
    """How often a client asked for something costly in the period that ends at `period` (seconds since 1970)."""

    key = models.CharField(max_length=80, primary_key=True)
    period = models.BigIntegerField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = "demand"
        verbose_name_plural = "demands"
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
