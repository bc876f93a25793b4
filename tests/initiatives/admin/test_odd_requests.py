"""No request makes the admin answer with an error of its own."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives.models import Initiative
from tests.initiatives.admin.pages import assessment, form_on, page
from tests.recipes import submit, write

pytestmark = pytest.mark.django_db
MODELS = (
    *("initiative", "assessment", "revision", "source", "sector", "need"),
    *("submission", "decision", "outbox"),
)
LISTS = (
    *(f"/admin/initiatives/{model}/" for model in MODELS),
    "/admin/auth/user/",
    "/admin/auth/group/",
)
NUMBERS = ("0", "-1", "9" * 30, "_00", "%00", "%ff", "a" * 3000, "1/2")
QUERIES = (
    "sector__key__exact=%00",
    "sector=%00",
    "sector=nonsense",
    "e=1",
    "e=1&p=99999",
    "p=-1",
    "p=NaN",
    "p=" + "9" * 5000,
    "o=1.-2.99.abc.-",
    "all=",
    "all=1&o=-0",
    "q=%F0%9F%98%80",
    "q=%25%27%22%5C",
    "q=%ff%fe",
    "name__regex=(",
    "name__in=a,b",
    "id__in=x",
    "id__exact=" + "9" * 30,
    "made_at__year=99999999",
    "_to_field=slug",
    "_to_field=id",
    "_popup=1",
    "_facets=True",
    "region=mix&region=mix",
    "prominence=" + "9" * 30,
    "country=%27%3B",
    "in_force=%00",
    "_changelist_filters=%00",
    "_changelist_filters=p%3D1",
)


@pytest.mark.parametrize("address", LISTS)
def test_no_query_breaks_a_list(root: Client, address: str):
    write()
    answers = {query: root.get(f"{address}?{query}", follow=True) for query in QUERIES}

    assert {q: a.status_code for q, a in answers.items() if a.status_code not in (200, 400)} == {}


@pytest.mark.parametrize("address", LISTS)
def test_no_number_breaks_the_page_of_one(root: Client, address: str):
    ends = ("/", "/change/", "/history/", "/delete/", "/assess/", "/correct/9/", "/merge/")
    answers = {}
    for page_of_one in (f"{address}{number}{end}" for number in NUMBERS for end in ends):
        answers[page_of_one] = root.get(page_of_one).status_code
        answers[f"post {page_of_one}"] = root.post(page_of_one).status_code

    known = (200, 301, 302, 400, 403, 404)
    assert {page for page, status in answers.items() if status not in known} == set()


@pytest.mark.parametrize(
    "data",
    [
        {"action": "delete_selected", "_selected_action": "abc", "index": "0"},
        {"action": "delete_selected", "_selected_action": "9" * 30, "index": "0"},
        {"action": "nonsense", "_selected_action": "1", "index": "x"},
        {"action": "", "index": "99"},
        {"_save": "1", "form-TOTAL_FORMS": "x"},
    ],
)
def test_no_action_breaks_a_list(root: Client, data: dict[str, str]):
    garden = write()
    for address in LISTS:
        answer = root.post(address, data)
        assert answer.status_code in (200, 302, 400)
    assert Initiative.objects.get() == garden


@pytest.mark.parametrize("value", ["9" * 30, "abc", "\x00", "-1"])
def test_no_value_breaks_the_forms_of_accounts(root: Client, value: str):
    user = User.objects.create_user("bob")
    for name, data in {
        "auth_user": {"username": "bob", "groups": value, "user_permissions": value},
        "auth_group": {"name": "g", "permissions": value},
    }.items():
        assert root.post(reverse(f"admin:{name}_add"), data).status_code in (200, 302, 400)
    address = reverse("admin:auth_user_change", args=[user.pk])
    data = {"username": "bob", "groups": value, "date_joined_0": value, "date_joined_1": value}
    assert root.post(address, data).status_code in (200, 400)


def desk_pages() -> list[str]:
    """Return the addresses of the forms under /curate/."""
    plot = submit()
    return [
        reverse("curate_case", args=[plot.pk]),
        reverse("curate_edit", args=[plot.pk]),
        reverse("curate_position", args=["garden"]),
        reverse("curate_me"),
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"name=%00&reason=%00", "application/x-www-form-urlencoded"),
        (b"name=a", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"name=a", "application/x-www-form-urlencoded; charset=nonsense"),
        (b"{]", "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"a=1&" * 3000, "application/x-www-form-urlencoded"),
        (b"description_en=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
        (b"description_en=" + b"x" * 1_000_000, "application/x-www-form-urlencoded"),
    ],
)
def test_no_body_breaks_a_form(root: Client, body: bytes, kind: str):
    garden = write()
    for address in (
        page("add"),
        page("change", garden.pk),
        page("assess", garden.pk),
        page("withdraw", garden.pk),
        page("merge", garden.pk),
        *desk_pages(),
    ):
        answer = root.generic("POST", address, body, content_type=kind)
        assert 400 <= answer.status_code < 500
    assert garden.revisions.count() == 1


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "head"])
def test_no_method_writes_anything(root: Client, method: str):
    garden = write()
    for name in ("change", "assess", "withdraw", "merge", "history"):
        status = getattr(root, method)(page(name, garden.pk)).status_code
        assert status in (200, 405)
    assert garden.revisions.count() == 1


ODD = st.one_of(
    st.text(max_size=40),
    st.integers().map(str),
    st.sampled_from(["NaN", "Infinity", "-0", "1e999", "\x00", "٣", "null", "a" * 5000, "\r\n"]),
)


@pytest.mark.parametrize("name", ["change", "assess"])
@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_value_in_a_form_breaks_it(root: Client, name: str, data: st.DataObject):
    garden = Initiative.objects.filter(slug="garden").first() or write()
    address = page(name, garden.pk)
    form = assessment(root, address) if name == "assess" else form_on(root, address)
    typed = {name: data.draw(ODD) for name in data.draw(st.sets(st.sampled_from(sorted(form))))}

    assert root.post(address, {**form, "reason": "x", **typed}).status_code in (302, 409, 422)
    assert root.get(page("history", garden.pk)).status_code == 200


@pytest.mark.parametrize("name", ["\x00", "a" * 5000, "😀", "' or 1=1 --", ""])
def test_no_login_breaks_the_login(client: Client, db: None, name: str):
    address = reverse("admin:login")
    data = {"username": name, "password": name, "next": "//elsewhere.example/"}

    assert client.post(address, data).status_code == 200
    assert client.post(address, data, REMOTE_ADDR="", HTTP_USER_AGENT="x" * 5000).status_code == 200
