"""The closed lists, with the keys of quadrant/domain/*.json as they were, and the version's row."""

from django.db import migrations

# (key, colour group), in the order of the form.
SECTORS = [
    ("food", "food"),
    ("energy", "making"),
    ("housing", "stay"),
    ("travel", "stay"),
    ("mobility", "mobility"),
    ("goods", "trade"),
    ("making", "making"),
    ("software", "know"),
    ("knowledge", "know"),
    ("culture", "media"),
    ("social", "media"),
    ("money", "money"),
    ("trade", "trade"),
    ("work", "other"),
    ("care", "other"),
    ("participation", "other"),
]
NEEDS = [
    "keep-in-touch",
    "meet-neighbours",
    "find-news-and-talk",
    "publish-media",
    "music-film-books",
    "look-something-up",
    "learn",
    "take-part-in-science",
    "find-my-way",
    "run-software",
    "go-online-freely",
    "stay-somewhere",
    "a-place-to-live",
    "get-a-ride",
    "share-a-car",
    "borrow-a-thing",
    "give-and-get-free",
    "sell-second-hand",
    "sell-what-i-make",
    "repair",
    "make-things",
    "grow-food",
    "buy-food-together",
    "get-a-meal",
    "share-energy",
    "find-work",
    "get-a-job-done",
    "get-help",
    "share-risk",
    "fund-a-project",
    "lend-or-borrow-money",
    "pay-and-save",
    "invest-savings",
    "organise-together",
]


def add(apps, schema_editor):
    """Fill the closed lists, and begin to count writes at 0."""
    apps.get_model("initiatives", "Sector").objects.bulk_create(
        apps.get_model("initiatives", "Sector")(key=key, position=position, colour_group=group)
        for position, (key, group) in enumerate(SECTORS)
    )
    apps.get_model("initiatives", "Need").objects.bulk_create(
        apps.get_model("initiatives", "Need")(key=key, position=position)
        for position, key in enumerate(NEEDS)
    )
    apps.get_model("initiatives", "CatalogueVersion").objects.create(pk=1)


def remove(apps, schema_editor):
    """Empty the closed lists again."""
    for name in ("CatalogueVersion", "Need", "Sector"):
        apps.get_model("initiatives", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
