"""A chat assistant for scientific workshops."""

__version__ = "0.1.0"
