"""The entry format: one initiative as data, for import, export, history and submissions.

The schema says what an entry looks like; `rules` says what must hold between its fields.
"""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from babel import Locale
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from initiatives.models.choices import EARLIEST_YEAR
from initiatives.names import MAX_ADDRESS_LENGTH, is_public_web_address
from initiatives.texts import has_hidden_signs, tidy
from quadrant.domain.axes import SCORE_MAX, SCORE_MIN
from quadrant.domain.rubric import CURRENT_RUBRIC_VERSION, RUBRIC_VERSIONS
from quadrant.vocabulary import NEED_KEYS, SECTOR_KEYS

MAX_KEYS = 3
SHORT_NAME_LENGTH = 24
COUNTRY_CODES = frozenset(
    code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()
) - {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}

Scope = Literal["local", "regional", "national", "global"]
TestWord = Literal["yes", "partly", "no"]


def _one_line(text: str) -> str:
    if has_hidden_signs(tidied := tidy(text)):
        raise PydanticCustomError("hidden_signs", "holds signs that cannot be seen")
    return tidied


def _not_empty(text: str) -> str:
    # Counted before it was tidied, a text without a visible sign has a length.
    if not text:
        raise PydanticCustomError("string_too_short", "is empty")
    return text


def _some_lines(text: str) -> str:
    if has_hidden_signs(tidied := tidy(text), lines=True):
        raise PydanticCustomError("hidden_signs", "holds signs that cannot be seen")
    return tidied


def _web_address(text: str) -> str:
    if not is_public_web_address(text):
        raise PydanticCustomError("web_address", "is not a public http(s) address")
    return text


def _country(code: str) -> str:
    if code not in COUNTRY_CODES:
        raise PydanticCustomError("country", "is not a two-letter country code")
    return code


def _not_in_future(day: date) -> date:
    if day > date.today():
        raise PydanticCustomError("in_future", "lies in the future")
    return day


def _no_time_stamp(value: Any) -> Any:
    # pydantic reads a number as seconds since 1970: nobody means that here.
    if isinstance(value, int | float):
        raise PydanticCustomError("date_type", "is not a date")
    return value


def _distinct(items: list[str]) -> list[str]:
    if len(set(items)) < len(items):
        raise PydanticCustomError("repeated", "stands twice")
    return items


def _empty_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not tidy(value) else value


def _of(limit: int, least: int = 0) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, max_length=limit, min_length=least)


T = TypeVar("T")
OrNone = Annotated[T | None, BeforeValidator(_empty_is_none)]
_ONE_LINE = AfterValidator(_one_line)
_NOT_EMPTY = AfterValidator(_not_empty)
ShortLine = Annotated[str, _of(SHORT_NAME_LENGTH), _ONE_LINE]
NameLine = Annotated[str, _of(120, 1), _ONE_LINE, _NOT_EMPTY]
PlaceLine = Annotated[str, _of(120), _ONE_LINE]
LabelLine = Annotated[str, _of(80), _ONE_LINE]
SummaryLine = Annotated[str, _of(200), _ONE_LINE]
NoteLine = Annotated[str, _of(300), _ONE_LINE]
TitleLine = Annotated[str, _of(300, 1), _ONE_LINE, _NOT_EMPTY]
ExplanationLine = Annotated[str, _of(400), _ONE_LINE]
RationaleLine = Annotated[str, _of(600), _ONE_LINE]
Lines = Annotated[str, StringConstraints(max_length=1200), AfterValidator(_some_lines)]
Tag = Annotated[str, _of(40, 1), _ONE_LINE, _NOT_EMPTY]
CountryCode = Annotated[str, AfterValidator(_country)]
Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80), Field()
]
Year = Annotated[int, Field(ge=EARLIEST_YEAR, le=9999, strict=True)]
Score = Annotated[int, Field(ge=SCORE_MIN, le=SCORE_MAX, strict=True)]
WebAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_ADDRESS_LENGTH),
    AfterValidator(_web_address),
]
PastDay = Annotated[date, BeforeValidator(_no_time_stamp), AfterValidator(_not_in_future)]
SectorKey = Annotated[str, Field(json_schema_extra={"enum": list(SECTOR_KEYS)})]
NeedKey = Annotated[str, Field(json_schema_extra={"enum": list(NEED_KEYS)})]


class _Part(BaseModel):
    """A part of an entry: no unknown fields, and what may be left out is left out."""

    model_config = ConfigDict(extra="forbid")
    may_be_left_out: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="wrap")
    def _without_defaults(self, serialise: Any) -> dict[str, Any]:
        values: dict[str, Any] = serialise(self)
        fields = type(self).model_fields
        for key in self.may_be_left_out & values.keys():
            if getattr(self, key) == fields[key].get_default(call_default_factory=True):
                del values[key]
        return values


class _Text(_Part):
    """A text in two languages; one of them may be missing."""

    may_be_left_out = frozenset({"en", "nl"})

    en: str = ""
    nl: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_nothing(cls, value: Any) -> Any:
        return {} if value is None else value

    def __bool__(self) -> bool:
        return bool(self.en or self.nl)


class ShortName(_Text):
    en: ShortLine = ""
    nl: ShortLine = ""


class Summary(_Text):
    en: SummaryLine = ""
    nl: SummaryLine = ""


class Description(_Text):
    en: Lines = ""
    nl: Lines = ""


class Explanation(_Text):
    en: ExplanationLine = ""
    nl: ExplanationLine = ""


class Label(_Text):
    en: LabelLine = ""
    nl: LabelLine = ""


class Note(_Text):
    en: NoteLine = ""
    nl: NoteLine = ""


class Rationale(_Text):
    en: RationaleLine = ""
    nl: RationaleLine = ""


class P2PTest(_Part):
    """The answers to the three questions of the P2P test; null while unknown."""

    individual: OrNone[TestWord] = None
    no_return: OrNone[TestWord] = None
    peer_value: OrNone[TestWord] = None

    @model_validator(mode="before")
    @classmethod
    def _from_nothing(cls, value: Any) -> Any:
        return {} if value is None else value


class RelationPart(_Part):
    may_be_left_out = frozenset({"note"})

    kind: Literal["part_of", "forked_from", "replaced_by", "merged_into", "successor_of"]
    slug: Slug
    note: Note = Note()


class AnswerPart(_Part):
    """An answer to an indicator: a bare number, or a value with a note."""

    value: Annotated[int, Field(ge=-2, le=2, strict=True)]
    note: Explanation = Explanation()

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: Any) -> Any:
        return {"value": value} if isinstance(value, int) else value

    @model_serializer(mode="plain")
    def _as_short_as_possible(self) -> Any:
        return {"value": self.value, "note": self.note.model_dump()} if self.note else self.value


_ANSWER_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": -2, "maximum": 2},
        {
            "type": "object",
            "properties": {
                "value": {"type": "integer", "minimum": -2, "maximum": 2},
                "note": {"type": "object", "additionalProperties": {"type": "string"}},
            },
            "required": ["value"],
            "additionalProperties": False,
        },
    ]
}


class SourcePart(_Part):
    """What an assessment rests on; without an address, what somebody knows first-hand."""

    may_be_left_out = frozenset({"url", "archived_url", "read_on", "stance", "indicators"})

    title: TitleLine
    url: OrNone[WebAddress] = None
    archived_url: OrNone[WebAddress] = None
    read_on: OrNone[PastDay] = None
    stance: Literal["supports", "against"] = "supports"
    indicators: list[str] = Field(default=[], max_length=12)


class AssessmentPart(_Part):
    """A reasoned placement, for a year, from a perspective, on somebody's word."""

    may_be_left_out = frozenset({"voice", "nature", "rubric_version"})

    as_of: Year
    perspective: Label | None = None
    voice: Literal["editors", "contributor", "initiative"] = "editors"
    nature: Literal["change", "correction"] = "change"
    rubric_version: Annotated[str, Field(json_schema_extra={"enum": list(RUBRIC_VERSIONS)})] = (
        CURRENT_RUBRIC_VERSION
    )
    decentralisation: Score
    purpose: Score
    rationale_decentralisation: Rationale
    rationale_purpose: Rationale
    answers: dict[str, Annotated[AnswerPart, WithJsonSchema(_ANSWER_SCHEMA)]] = {}
    sources: list[SourcePart] = Field(min_length=1, max_length=30)

    @property
    def key(self) -> tuple[int, str, str, str]:
        """What is unique among the assessments in force: year, perspective and voice."""
        view = self.perspective or Label()
        return (self.as_of, view.en, view.nl, self.voice)

    @property
    def answer_values(self) -> dict[str, int]:
        return {indicator: answer.value for indicator, answer in self.answers.items()}


class Entry(_Part):
    """The whole of one initiative."""

    may_be_left_out = frozenset(
        {"former_slugs", "name_nl", "short_name", "aliases", "place_nl", "relations", "checked_on"}
    )

    slug: Slug
    former_slugs: Annotated[list[Slug], AfterValidator(_distinct)] = Field(
        default=[], max_length=30
    )
    name: NameLine
    name_nl: OrNone[PlaceLine] = None
    short_name: ShortName = ShortName()
    aliases: Annotated[list[NameLine], AfterValidator(_distinct)] = Field(default=[], max_length=30)
    website: OrNone[WebAddress] = None
    founded: Year | None = None
    ended: Year | None = None
    country: OrNone[CountryCode] = None
    place: OrNone[PlaceLine] = None
    place_nl: OrNone[PlaceLine] = None
    sectors: Annotated[list[SectorKey], AfterValidator(_distinct)] = Field(
        default=[], max_length=MAX_KEYS
    )
    needs: Annotated[list[NeedKey], AfterValidator(_distinct)] = Field(
        default=[], max_length=MAX_KEYS
    )
    reach: OrNone[Scope] = None
    output: OrNone[Scope] = None
    summary: Summary = Summary()
    description: Description = Description()
    p2p: Explanation = Explanation()
    p2p_test: P2PTest = P2PTest()
    tags: Annotated[list[Tag], AfterValidator(_distinct)] = Field(default=[], max_length=20)
    prominence: Literal[1, 2, 3] = 1
    relations: list[RelationPart] = Field(default=[], max_length=30)
    checked_on: OrNone[PastDay] = None
    assessments: list[AssessmentPart] = Field(default=[], max_length=60)


def dump(entry: Entry) -> dict[str, Any]:
    """Return the entry as plain data, in the one form that files and history hold."""
    return entry.model_dump(mode="json")


def entry_schema() -> dict[str, Any]:
    """Return the JSON Schema of an entry, as published in docs/entry.schema.json."""
    return Entry.model_json_schema(mode="validation")
