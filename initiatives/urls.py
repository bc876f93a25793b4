"""Pages of the catalogue."""

from django.urls import path

from initiatives.views.catalogue import initiative_detail, initiative_list
from initiatives.views.curate.case import case
from initiatives.views.curate.edit import case_position, edit
from initiatives.views.curate.erase import erase
from initiatives.views.curate.me import interests, me
from initiatives.views.curate.position import position
from initiatives.views.curate.queue import claim_case, next_case, queue
from initiatives.views.curate.several import refuse_several
from initiatives.views.curate.undo import undo_one, undo_several
from initiatives.views.decisions import decisions, decisions_feed
from initiatives.views.history import initiative_history, initiative_history_feed
from initiatives.views.improve import submission_improve
from initiatives.views.submission import submission, submission_links
from initiatives.views.submit import submit, submit_similar
from initiatives.views.suggest import suggest

urlpatterns = [
    path("initiatives/", initiative_list, name="initiative_list"),
    path("initiatives/<slug:slug>/", initiative_detail, name="initiative_detail"),
    path("initiatives/<slug:slug>/suggest/", suggest, name="suggest"),
    path("initiatives/<slug:slug>/history/", initiative_history, name="initiative_history"),
    path(
        "initiatives/<slug:slug>/history/feed/",
        initiative_history_feed,
        name="initiative_history_feed",
    ),
    path("decisions/", decisions, name="decisions"),
    path("decisions/feed/", decisions_feed, name="decisions_feed"),
    path("curate/", queue, name="curate"),
    path("curate/me/", me, name="curate_me"),
    path("curate/interests/", interests, name="curate_interests"),
    path("curate/next/", next_case, name="curate_next"),
    path("curate/refuse/", refuse_several, name="curate_refuse_several"),
    path("curate/decisions/<int:pk>/undo/", undo_one, name="curate_undo"),
    path("curate/batches/<uuid:batch>/undo/", undo_several, name="curate_undo_batch"),
    path("curate/cases/<int:pk>/", case, name="curate_case"),
    path("curate/cases/<int:pk>/claim/", claim_case, name="curate_claim"),
    path("curate/cases/<int:pk>/erase/", erase, name="curate_erase"),
    path("curate/cases/<int:pk>/edit/", edit, name="curate_edit"),
    path("curate/cases/<int:pk>/position/", case_position, name="curate_case_position"),
    path("curate/initiatives/<slug:slug>/position/", position, name="curate_position"),
    path("submit/", submit, name="submit"),
    path("submit/similar/", submit_similar, name="submit_similar"),
    path("submissions/", submission_links, name="submission_links"),
    path("submissions/<slug:token>/", submission, name="submission"),
    path("submissions/<slug:token>/improve/", submission_improve, name="submission_improve"),
]
