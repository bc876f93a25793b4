"""How many queries each page asks, on the database of the site in P2PMAP_DATA: JSON on stdout."""

import json
import os
import sys

import django


def main(paths: list[str]) -> None:
    """Ask for each path once to warm caches, once to count."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "p2pmap.settings")
    django.setup()
    from django.db import connection  # after django.setup()
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    counts = {}
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        counts[path] = len(asked)
    print(json.dumps(counts))


if __name__ == "__main__":
    main(sys.argv[1:])
