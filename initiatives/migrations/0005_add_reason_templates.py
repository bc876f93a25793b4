"""The reasons that curators begin with: they edit them under /admin/."""

from django.db import migrations

# (key, move, title in English and Dutch, text in English and Dutch), in the order of the list.
REASONS = [
    (
        "no-source",
        "ask_back",
        "a source is missing",
        "een bron ontbreekt",
        "Thank you for sending this in. Where can we read what you tell us? A link to the "
        "initiative’s own page, a news article or a report will do.",
        "Bedankt voor je inzending. Waar kunnen we lezen wat je vertelt? Een link naar de eigen "
        "site van het initiatief, een krantenartikel of een verslag volstaat.",
    ),
    (
        "unclear",
        "ask_back",
        "something is unclear",
        "iets is onduidelijk",
        "Thank you for sending this in. One thing is not clear to us: ",
        "Bedankt voor je inzending. Een ding is ons niet duidelijk: ",
    ),
    (
        "which-part",
        "ask_back",
        "it is not clear what is meant",
        "het is niet duidelijk wat bedoeld wordt",
        "Thank you for sending this in. Do you mean the whole network, or one group in it? Tell "
        "us its name and where it is.",
        "Bedankt voor je inzending. Bedoel je het hele netwerk, of één groep ervan? Zeg ons hoe "
        "ze heet en waar ze is.",
    ),
    (
        "not-p2p",
        "refuse",
        "not a peer-to-peer system",
        "geen peer-to-peersysteem",
        "Thank you for thinking of it. What people use here is mainly made or offered by the "
        "organisation itself, not by other participants. The catalogue only has systems in "
        "which participants deal with each other. Do you see it otherwise? Then tell us why.",
        "Bedankt dat je eraan dacht. Wat mensen hier gebruiken, wordt vooral door de organisatie "
        "zelf gemaakt of aangeboden, en niet door andere deelnemers. In de catalogus staan alleen "
        "systemen waarin deelnemers met elkaar te maken hebben. Zie je het anders? Laat ons dan "
        "weten waarom.",
    ),
    (
        "already-listed",
        "refuse",
        "it is in the catalogue already",
        "het staat al in de catalogus",
        "Thank you for sending this in. It is in the catalogue already, perhaps under another "
        "name. Is something missing there? Suggest a change on its page.",
        "Bedankt voor je inzending. Het staat al in de catalogus, misschien onder een andere "
        "naam. Ontbreekt er iets? Stel op die pagina een verandering voor.",
    ),
    (
        "not-found",
        "refuse",
        "nothing could be checked",
        "niets kon worden nagegaan",
        "Thank you for sending this in. We found nothing from which we could check it: no page, "
        "no article, nobody to ask. Send it again when there is something to read.",
        "Bedankt voor je inzending. We vonden niets om het na te gaan: geen pagina, geen artikel, "
        "niemand om te vragen. Stuur het opnieuw in als er iets te lezen valt.",
    ),
    (
        "not-running",
        "refuse",
        "it does not exist yet",
        "het bestaat nog niet",
        "Thank you for sending this in. As far as we can see people cannot take part in it yet. "
        "Send it again once it has begun.",
        "Bedankt voor je inzending. Voor zover we kunnen zien, kun je er nog niet aan meedoen. "
        "Stuur het opnieuw in zodra het begonnen is.",
    ),
    (
        "entry-is-right",
        "refuse",
        "the entry is right as it is",
        "de beschrijving klopt zoals ze is",
        "Thank you for looking so closely. We checked it with the sources and leave the entry as "
        "it is, because ",
        "Bedankt om zo goed te kijken. We gingen het na in de bronnen en laten de beschrijving "
        "zoals ze is, omdat ",
    ),
    (
        "spam",
        "refuse",
        "advertising, or sent by a machine",
        "reclame, of verstuurd door een machine",
        "This looks like advertising to us, or like something that a machine sent. Are you a "
        "person who means it? Then tell us more and send it again.",
        "Dit lijkt ons reclame, of iets wat een machine verstuurde. Ben je een mens en meen je "
        "het? Vertel ons dan meer en stuur het opnieuw in.",
    ),
]


def add(apps, schema_editor):
    model = apps.get_model("initiatives", "ReasonTemplate")
    model.objects.bulk_create(
        model(
            key=key,
            move=move,
            title_en=title_en,
            title_nl=title_nl,
            text_en=text_en,
            text_nl=text_nl,
            position=position,
        )
        for position, (key, move, title_en, title_nl, text_en, text_nl) in enumerate(REASONS)
    )


def remove(apps, schema_editor):
    keys = [row[0] for row in REASONS]
    apps.get_model("initiatives", "ReasonTemplate").objects.filter(key__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0004_add_curating")]

    operations = [migrations.RunPython(add, remove)]
