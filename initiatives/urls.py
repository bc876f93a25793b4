"""Pages of the catalogue."""

from django.urls import path

from initiatives.views.catalogue import initiative_detail, initiative_list
from initiatives.views.improve import submission_improve
from initiatives.views.submission import submission, submission_links
from initiatives.views.submit import submit, submit_similar
from initiatives.views.suggest import suggest

urlpatterns = [
    path("initiatives/", initiative_list, name="initiative_list"),
    path("initiatives/<slug:slug>/", initiative_detail, name="initiative_detail"),
    path("initiatives/<slug:slug>/suggest/", suggest, name="suggest"),
    path("submit/", submit, name="submit"),
    path("submit/similar/", submit_similar, name="submit_similar"),
    path("submissions/", submission_links, name="submission_links"),
    path("submissions/<slug:token>/", submission, name="submission"),
    path("submissions/<slug:token>/improve/", submission_improve, name="submission_improve"),
]
