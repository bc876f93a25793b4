"""What the theory pages say beside the rubric: chapters, references, and each model in a line.

The long texts are templates, one a chapter and language: `templates/quadrant/model/<language>/`.
"""

from dataclasses import dataclass
from typing import Final

from quadrant import vocabulary
from quadrant.domain.article import article
from quadrant.domain.regions import MIX, Region
from quadrant.domain.texts import Lang, Text


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the model page. Its key is its anchor, and the name of its templates."""

    key: str
    title: Text

    @property
    def template(self) -> str:
        """The text in the active language."""
        return f"quadrant/model/{vocabulary.language()}/{self.key}.html"


@dataclass(frozen=True, slots=True)
class Reference:
    """A source of the theory, in its own language; without an address where none is public."""

    key: str
    lang: Lang
    by: str
    title: str
    year: int | None = None
    url: str = ""


CHAPTERS: Final = (
    Chapter("what-counts", Text("What counts as peer-to-peer", "Wat telt als peer-to-peer")),
    Chapter("axes", Text("Two axes, each with two faces", "Twee assen, elk met twee kanten")),
    Chapter("regions", Text("The four regions", "De vier gebieden")),
    Chapter("shares", Text("How a mix is worked out", "Hoe een mengvorm wordt berekend")),
    Chapter(
        "standing",
        Text("Clear, on the border, in the middle", "Duidelijk, op de grens, in het midden"),
    ),
    Chapter(
        "perspectives",
        Text("One system, different intentions", "Eén systeem, verschillende bedoelingen"),
    ),
    Chapter("years", Text("Every position has a year", "Elke positie heeft een jaar")),
    Chapter("trend", Text("Is there a direction?", "Zit er een richting in?")),
    Chapter(
        "global-local", Text("Worldwide reach, local result", "Wereldwijd bereik, lokaal resultaat")
    ),
    Chapter(
        "worldwide-commons",
        Text("Why Linux stands in local resilience", "Waarom Linux bij lokale veerkracht staat"),
    ),
    Chapter("free", Text("What a free service costs", "Wat een gratis dienst kost")),
    Chapter("economy", Text("P2P and the existing economy", "P2P en de bestaande economie")),
    Chapter("method", Text("From answers to a position", "Van antwoorden naar een positie")),
    Chapter("curators", Text("When curators may deviate", "Wanneer redacteurs mogen afwijken")),
    Chapter("rubric", Text("The twelve questions", "De twaalf vragen")),
    Chapter("sources", Text("Where this comes from", "Waar dit vandaan komt")),
)

REFERENCES: Final = (
    Reference(
        "plan-c",
        "nl",
        article().publisher,
        article().title,
        article().year,
        article().url,
    ),
    Reference(
        "axes-2013",
        "en",
        "Michel Bauwens, Vasilis Kostakis",
        "Network Society and Future Scenarios for a Collaborative Economy",
        2013,
        "https://blog.p2pfoundation.net/network-society-and-future-scenarios-for-a-collaborative-economy/2013/10/30",
    ),
    Reference(
        "book",
        "en",
        "Vasilis Kostakis, Michel Bauwens",
        "Network Society and Future Scenarios for a Collaborative Economy (Palgrave), chapter 3",
        2014,
        "https://redefineschool.com/network-society",
    ),
    Reference(
        "mature-peer-production",
        "en",
        "Vasilis Kostakis, Michel Bauwens",
        "The same book, part three: the hypothetical model of mature peer production",
        2014,
        "https://wiki.p2pfoundation.net/PART_THREE:_THE_HYPOTHETICAL_MODEL_OF_MATURE_PEER_PRODUCTION:_TOWARDS_A_COMMONS-ORIENTED_ECONOMY_AND_SOCIETY",
    ),
    Reference(
        "manifesto",
        "en",
        "Michel Bauwens, Vasilis Kostakis, Alex Pazaitis",
        "Peer to Peer: The Commons Manifesto",
        2019,
        "https://wiki.p2pfoundation.net/P2P_TheCommonsManifesto",
    ),
    Reference(
        "fiske",
        "en",
        "P2P Foundation wiki",
        "Relational Model Typology (Fiske)",
        None,
        "https://wiki.p2pfoundation.net/Relational_Model_Typology_-_Fiske",
    ),
    Reference(
        "intersubjective",
        "en",
        "P2P Foundation wiki",
        "Placing P2P in an intersubjective typology",
        None,
        "https://wiki.p2pfoundation.net/3.4_Placing_P2P_in_an_intersubjective_typology",
    ),
    Reference(
        "sharing-2015",
        "en",
        "P2P Foundation blog",
        "Are Uber, Airbnb, TaskRabbit adulterating the sharing economy?",
        2015,
        "https://blog.p2pfoundation.net/are-uber-airbnb-taskrabbit-adulterating-the-sharing-economy/2015/03/22",
    ),
    Reference(
        "handbook",
        "en",
        "Michel Bauwens and others",
        "The Handbook of Peer Production, chapter on the ecosystem of peer production",
    ),
    Reference(
        "bitcoin-evaluation",
        "en",
        "Michel Bauwens, P2P Foundation wiki",
        "Comprehensive Evaluation of Bitcoin",
        2014,
        "https://wiki.p2pfoundation.net/Comprehensive_Evaluation_of_Bitcoin",
    ),
    Reference(
        "couchsurfing-2011",
        "en",
        "TriplePundit",
        "CouchSurfing moves from NGO to B-Corps",
        2011,
        "https://www.triplepundit.com/story/2011/couchsurfing-moves-ngo-b-corps-bona-fide-or-bogus/73576",
    ),
    Reference(
        "couchsurfing-2020",
        "en",
        "Couchsurfing blog",
        "Couchsurfing needs your help",
        2020,
        "https://blog.couchsurfing.com/couchsurfing-needs-your-help/",
    ),
    Reference(
        "ecopower-members",
        "nl",
        "Sampol",
        "Hernieuwbare energie-coöperaties: kansen en uitdagingen",
        2013,
        "https://sampol.be/2013/04/hernieuwbare-energie-cooperaties-kansen-en-uitdagingen",
    ),
    Reference(
        "ecopower-dividend",
        "nl",
        "DeWereldMorgen",
        "Ecopower viert op algemene vergadering vier nieuwe windmolens in Asse",
        2015,
        "https://www.dewereldmorgen.be/artikel/2015/04/11/ecopower-viert-op-algemene-vergadering-vier-nieuwe-windmolens-in-asse/",
    ),
    Reference(
        "kickstarter",
        "en",
        "Bloomberg",
        "Kickstarter makes itself legally bound to pursue public benefit",
        2015,
        "https://www.bloomberg.com/news/articles/2015-09-21/kickstarter-makes-itself-legally-bound-to-pursue-public-benefit",
    ),
    Reference(
        "stocksy",
        "en",
        "P2P Foundation blog",
        "Brianna Wettlaufer and Nuno Silva on Stocksy United",
        2018,
        "https://blog.p2pfoundation.net/brianna-wettlaufer-nuno-silva-on-stocksy-united/2018/05/13",
    ),
    Reference(
        "arduino",
        "en",
        "HotHardware",
        "Qualcomm acquires Arduino",
        2025,
        "https://hothardware.com/news/qualcomm-acquires-arduino-in-big-push-to-supercharge-diy-projects-with-ai",
    ),
    Reference(
        "lets",
        "nl",
        "Gents MilieuFront",
        "Geld met meerwaarde: alternatieve munten in Gent",
        2019,
        "https://www.gentsmilieufront.be/actueel/duurzame-consumptie/722-geld-met-meerwaarde-alternatieve-munten-in-gent/",
    ),
    Reference(
        "cosmo-local",
        "en",
        "P2P Foundation blog",
        "Cosmo-localism and the futures of material production",
        2016,
        "https://blog.p2pfoundation.net/cosmo-localism-futures-material-production/2016/06/01",
    ),
    Reference(
        "open-hardware",
        "en",
        "Michel Bauwens, Feasta",
        "The role of open hardware and peer production in ensuring a sustainable world",
        2011,
        "https://www.feasta.org/2011/05/30/can-unpaid-co-operation-produce-better-products-than-the-profit-motive/",
    ),
    Reference(
        "product-service",
        "nl",
        "Plan C",
        "Product <=> dienst: nieuwe businessmodellen in de circulaire economie",
        2014,
        "https://issuu.com/plan_c_be/docs/product_dienst_25022014_31c1093d1f755c",
    ),
)

# What each model means for a person who is looking for something.
FOR_A_PERSON: Final[dict[str, Text]] = {
    Region.NETARCHICAL_CAPITALISM: Text(
        "A company brings people together and sets the terms. It is usually easy and well known; "
        "the company lives from what people do there.",
        "Een bedrijf brengt mensen samen en bepaalt de voorwaarden. Het is meestal gemakkelijk en "
        "bekend; het bedrijf leeft van wat mensen er doen.",
    ),
    Region.GLOBAL_COMMONS: Text(
        "One organisation runs it so that people can use what others bring in. Profit is "
        "not the aim; you do rely on that organisation to keep to its purpose.",
        "Eén organisatie houdt het draaiende, zodat mensen kunnen gebruiken wat anderen inbrengen. "
        "Winst is niet de bedoeling; je rekent er wel op dat ze haar doel trouw blijft.",
    ),
    Region.DISTRIBUTED_CAPITALISM: Text(
        "You deal with other people directly, with your own means, and mostly at a price. What "
        "you gain is yours, and so is the risk.",
        "Je handelt rechtstreeks met andere mensen, met je eigen middelen en meestal tegen een "
        "prijs. Wat je verdient, is voor jou; het risico ook.",
    ),
    Region.LOCAL_RESILIENCE: Text(
        "The people who use it run it, often close to home. You have a say in it, and it lives "
        "from the time and care that members give.",
        "Wie het gebruikt, houdt het ook draaiende, vaak dicht bij huis. Je beslist mee, en het "
        "leeft van de tijd en de zorg die leden erin steken.",
    ),
    MIX: Text(
        "It has something of all four models. Read why it stands there before you choose.",
        "Het heeft iets van alle vier de modellen. Lees waarom het daar staat voor je kiest.",
    ),
}
