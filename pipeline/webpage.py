"""The only door to web pages: a template is filled, and everything that goes into it is escaped."""

from collections.abc import Mapping


def filled(template: str, values: Mapping[str, object]) -> str:
    """The text of an HTML template (Jinja2's language) with its values; a name that is not among them is a fault."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(template).render(values)
