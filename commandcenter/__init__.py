"""The command centre of a city market supervision bureau."""

__version__ = "0.1.0"
