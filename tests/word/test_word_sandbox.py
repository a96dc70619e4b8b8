"""A template is code from elsewhere: nothing but looking up fields, loops and conditions is let through."""

import pytest

from pipeline import word
from pipeline.failures import Failure
from pipeline.word.environment import ClosedEnvironment
from pipeline.word.template import DRAW, DRAWING_IDS
from tests.word.making import picture, template

ATTACKS = [
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ '{0.__class__}'|format(1) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ ('%1000000000d') is odd }}",
    "{{ rows|attr('append') }}",
    "{{ rows|map(attribute='__class__')|list }}",
    "{{ photo.data }}",
    "{{ photo.tpl.docx.save('/any/path') }}",
    "{{ photo.tpl.new_subdoc('/any.docx') }}",
    "{{ rows.append(1) }}",
    "{{ row.items() }}",
    "{{ name.upper() }}",
    "{% for x in range(10**6) %}x{% endfor %}",
    "{% for x in 'xxxxxxxxxx' %}x{% endfor %}",
    "{% for x in rows recursive %}{{ loop(rows) }}{% endfor %}",
    "{{ 'x' * 10**8 }}",
    "{{ name * 100000000 }}",
    "{{ rows * 100000000 }}",
    "{{ 9**9**6 }}",
    "{{ 99999 * 99999 }}",
    "{{ 7 // 2 }}",
    "{{ 7 % 2 }}",
    "{{ name + name }}",
    "{{ name ~ name }}",
    "{{ name|center(100000000) }}",
    "{{ name|join('xxxxxxxx') }}",
    "{{ rows|join(name) }}",
    "{{ name|safe }}",
    "{{ name|e }}",
    "{{ name|default('x') }}",
    "{{ name[0] }}",
    "{{ name[0:1] }}",
    "{{ rows[name] }}",
    "{{ [name, name] }}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% extends 'x' %}",
    "{% macro m() %}x{% endmacro %}",
    "{% block b %}x{% endblock %}",
    "{% call m() %}x{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% set x %}y{% endset %}",
    "{% set a, b = rows %}",
    "{% with a = 1 %}{{ a }}{% endwith %}",
    "{% autoescape false %}{{ name }}{% endautoescape %}",
    "{% do rows.append(1) %}",
    "{{ self }}",
    "{{ self.__init__ }}",
    "{{ loop }}",
    f"{{{{ {DRAW} }}}}",
    f"{{{{ {DRAWING_IDS} }}}}",
    "{{ name|_attribute }}",
    "{{ rows }}",
    "{{ row }}",
    "{% for a in rows %}{% for b in rows %}{% for c in rows %}{% for d in rows %}{% for e in rows %}x{% endfor %}"
    "{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
]

TOO_DEEP = [
    "{% if name %}" * 120 + "x" + "{% endif %}" * 120,
    "{{ " + "(" * 300 + "name" + ")" * 300 + " }}",
    "{{ " + "not " * 3000 + "name }}",
    "{{ " + " + ".join(["1"] * 3000) + " }}",
]
ATTACKS += TOO_DEEP

CONTEXT = {"name": "Siti", "rows": ["a", "b"], "row": {"a": "b"}, "photo": picture()}


@pytest.mark.parametrize("attack", ATTACKS)
def test_refused(tmp_path, attack):
    path = template(tmp_path / "a.docx", attack)
    with pytest.raises(Failure):
        word.load(path).render(CONTEXT)


@pytest.mark.parametrize("attack", ATTACKS)
def test_refused_by_docxtpl_behind_the_same_door(tmp_path, attack):
    path = template(tmp_path / "a.docx", attack)
    with pytest.raises(Failure):
        word.render_plainly(path, CONTEXT)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__ }}",
        "{{ name.upper() }}",
        "{{ rows.append(1) }}",
        "{{ photo.data }}",
        "{{ name * 100000000 }}",
        "{{ 9**9**6 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ range(3) }}",
        "{{ name|safe }}",
        "{{ self.__init__ }}",
        "{{ rows|join|join('x') }}",
    ],
)
def test_the_environment_alone_refuses_too(attack):
    """Without the check of the syntax tree that stands before it."""
    with pytest.raises(Exception, match=r".") as refused:
        ClosedEnvironment().from_string(attack).render(CONTEXT)
    assert type(refused.value).__module__.startswith(("jinja2", "pipeline.word"))
