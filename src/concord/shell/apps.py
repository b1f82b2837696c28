"""How Django knows this room."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The tables of the log and of the side stores."""

    name = "concord.shell"
    label = "shell"
