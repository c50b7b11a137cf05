#!/usr/bin/env python
"""For makemigrations and its kin. The product's own commands are `hengku …`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengku.settings")
    execute_from_command_line(sys.argv)
