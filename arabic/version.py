"""The version of the analysis: a name that changes with everything that may change a lexeme."""

import hashlib
import importlib.metadata

from arabic import lexicon, model, stopwords

# Count up when the code changes what it gives for some word.
CODE = 1


def _version() -> str:
    data = [model.FILE.read_bytes(), stopwords.FILE.read_bytes(), lexicon.FAMILIES.read_bytes()]
    data += map(lexicon.data, lexicon.FILES)
    data.append(importlib.metadata.version("snowballstemmer").encode())
    digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in data))
    return f"{CODE}-{digest.hexdigest()[:12]}"


VERSION = _version()
