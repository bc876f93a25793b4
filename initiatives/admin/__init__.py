"""The stock admin for staff: everything readable, and every write through `catalogue`."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from initiatives.admin import accounts, desk, initiative, lists, records, submissions

__all__ = ["accounts", "desk", "initiative", "lists", "records", "submissions"]

admin.site.site_header = _("p2pmap for curators")
admin.site.site_title = _("p2pmap for curators")
admin.site.index_title = _("Everything you can look after")
# The stock link leads to the English site; the template has one to that of the page.
admin.site.site_url = None
