"""What the tests of results pages read from them."""


def text(response) -> str:
    return response.content.decode()


def titles(response) -> list[str]:
    return [hit.article.title for hit in response.context["hits"]]
