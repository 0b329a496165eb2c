"""What the tests of the newsroom share: signing in, and the forms as a browser would send them."""

from django.test import Client
from django.urls import reverse
from django.utils import translation

from archive.models import Article, User
from tests.makers import make_curator

INLINES = ("articleauthor_set", "articletopic_set", "articleplace_set")


def sign_in(client: Client, user: User | None = None) -> User:
    """A curator (or `user`) sits down at the desk, which speaks English, so that tests can read it."""
    user = user or make_curator()
    client.force_login(user)
    return user


def address(name: str, *args) -> str:
    """The English page of the newsroom."""
    with translation.override("en"):
        return reverse(f"admin:{name}", args=args)


def filled_form(client: Client, article: Article) -> dict[str, str]:
    """What the browser would send back if nothing were changed."""
    page = client.get(address("archive_article_change", article.pk))
    form = page.context["adminform"].form
    sent = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, list):
            sent |= {f"{bound.html_name}_{place}": part or "" for place, part in enumerate(value)}
        elif value is not False:
            # A browser ends lines by CR LF.
            sent[bound.html_name] = "" if value is None else str(value).replace("\n", "\r\n")
    for formset in page.context["inline_admin_formsets"]:
        for bound in [
            *formset.formset.management_form,
            *(bound for row in formset.formset.initial_forms for bound in row),
        ]:
            sent[bound.html_name] = "" if bound.value() is None else str(bound.value())
            if bound.field.show_hidden_initial:
                sent[bound.html_initial_name] = sent[bound.html_name]
    return {name: value for name, value in sent.items() if not name.endswith("-DELETE")}
