"""What a template asks of the catalogue beside what its view gave it."""

from django import template

from initiatives.reasons import reasons_of

register = template.Library()

register.filter("reasons", reasons_of)
