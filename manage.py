#!/usr/bin/env python3
"""Django's command line for p2pmap."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from environs import EnvError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "p2pmap.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018 (reads the settings)
    except (ImproperlyConfigured, EnvError) as refusal:
        sys.exit(str(refusal))
    execute_from_command_line(sys.argv)
