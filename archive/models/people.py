from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Whoever signs in: readers and curators. Our own from the first migration, so that it can grow."""
