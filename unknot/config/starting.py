"""Starts Django for a command. Once a process: a second start would bind the log to another stream."""

import os


def start_django() -> None:
    """Read the settings and load the rooms, unless that has been done."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unknot.config.settings")
    if not apps.ready:
        django.setup()
