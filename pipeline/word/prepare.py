"""From a template file to a `Template`: everything that can be done before the first document is done here, once.

Each part goes through docxtpl's own `patch_xml`, so that the language of templates is docxtpl's to the letter; the
rest of the work is on the syntax tree that Jinja makes of it.
"""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from docxtpl import DocxTemplate
from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from pipeline.failures import Failure
from pipeline.word import (
    balance,
    columns,
    comments,
    grammar,
    guard,
    package,
    proof,
    properties,
    rooms,
    soundness,
    structure,
    wordml,
)
from pipeline.word.contents import Contents
from pipeline.word.environment import ClosedEnvironment
from pipeline.word.grammar import Used
from pipeline.word.guard import BODY, Inspected
from pipeline.word.package import CONTENT_TYPES, Member
from pipeline.word.paper import Paper
from pipeline.word.part import XML_DECLARATION, Compiled, Part, listed
from pipeline.word.properties import CORE, Properties
from pipeline.word.template import DRAWING_IDS, Template
from pipeline.word.text import SPELLED_BRACES, ascii_only, attribute

STYLES = "word/styles.xml"
FILLED_KINDS = {
    "header": "kepala halaman",
    "footer": "kaki halaman",
    "footnotes": "catatan kaki",
}
"""The parts besides the body that docxtpl fills, by the last word of their content type."""
_DRAWING_ID = re.compile(r'(?<=<wp:docPr )([^<>]*?\bid="|id=")[^"]*')
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|(?<!_)\{[\w. ]+\}")


def load(path: Path) -> Template:
    """See `pipeline.word.load`."""
    written = guard.read(path)
    data, inspected = _without_comments(written, path.name)
    for needed in (STYLES, CORE):
        if needed not in inspected.trees:
            raise Failure(f"Templat {path.name} tidak lengkap: {needed} tidak ada.", "Simpan ulang templat di Word.")
    rooms.make_room(inspected.trees[BODY])
    environment = ClosedEnvironment()
    filled = {name: _where(path, kind) for name, kind in _filled_parts(inspected)}
    _check_unfilled(path, inspected, filled)
    changing = {STYLES, CORE, *filled, *map(package.relationships_name, filled)}
    paper = Paper(inspected.members[STYLES], tuple(_unchanged(inspected, changing)))
    lost: list[str] = []
    prepared = [_part(environment, inspected, name, where, paper, lost) for name, where in filled.items()]
    own_properties, property_names = _properties(environment, path, inspected.trees[CORE])
    return Template(
        sha256=hashlib.sha256(written).hexdigest(),
        names=grammar.deepest(property_names.union(*(used.names for _, used in prepared))),
        printed=frozenset[str]().union(*(used.printed for _, used in prepared)),
        file_name=path.name,
        lost=tuple(lost),
        faults=soundness.faults(data, filled),
        parts=tuple(part for part, _ in prepared),
        paper=paper,
        properties=own_properties,
        media_prefix=_unused_prefix(inspected),
    )


def _without_comments(written: bytes, name: str) -> tuple[bytes, Inspected]:
    """A template file as its documents are made of it: found good, then freed of its comments."""
    inspected = guard.inspect(written, name)
    data = comments.taken_out(written, inspected.types)
    return data, inspected if data is written else guard.inspect(data, name)


def _where(path: Path, kind: str) -> str:
    return f"Templat {path.name}, {kind}"


def _filled_parts(inspected: Inspected) -> Iterable[tuple[str, str]]:
    """The body, and those headers, footers and footnotes with a brace or a drawing; with their Indonesian names."""
    yield BODY, "isi surat"
    for name, content_type in inspected.types.items():
        kind = content_type.removesuffix("+xml").rpartition(".")[2]
        tree = inspected.trees.get(name)
        if kind not in FILLED_KINDS or tree is None:
            continue
        if re.search("[{}]", _text(tree)) or next(tree.iter("{*}docPr"), None) is not None:
            yield name, FILLED_KINDS[kind]


def _check_unfilled(path: Path, inspected: Inspected, filled: Iterable[str]) -> None:
    for name in inspected.trees.keys() - set(filled) - {CORE}:
        if name.startswith("word/") and re.search(r"\{[{%]", _text(inspected.trees[name])):
            raise Failure(
                f"Templat {path.name} memuat isian di {name}, bagian yang tidak diisi.",
                "Isian hanya boleh di isi surat, kepala dan kaki halaman, dan catatan kaki.",
            )


def _text(tree: etree._Element) -> str:
    return "".join(map(str, tree.itertext()))


def _part(
    environment: ClosedEnvironment, inspected: Inspected, name: str, where: str, paper: Paper, lost: list[str]
) -> tuple[Part, Used]:
    tree = inspected.trees[name]
    patched = wordml.with_ordered_cells(DocxTemplate("").patch_xml(etree.tostring(tree, encoding="unicode")))
    template = _parsed(environment, re.sub(r"<w:p(?=[ >])", "\n<w:p", patched), where)
    for output in template.find_all(nodes.Output):
        for child in output.nodes:
            if isinstance(child, nodes.TemplateData):
                child.data = _own_text(child.data.replace("\n<w:p", "<w:p"), where)
    balance.prove(template, where)
    used = grammar.used(template)
    lost += proof.fallen_out(_text(tree), template)
    proof.mark_beside_words(template)
    found = structure.read(template)
    contents = rooms.contents_of(tree, inspected.trees[STYLES]) if name == BODY else None
    dynamic_columns = name == BODY and columns.dynamic(tree, where)
    for output in template.find_all(nodes.Output):
        output.nodes = [piece for child in output.nodes for piece in _with_slots(child, paper, contents)]
    template.body.insert(0, nodes.Output([nodes.TemplateData(XML_DECLARATION)], lineno=1))
    relationships_name = package.relationships_name(name)
    own_relationships = inspected.members.get(relationships_name)
    part = Part(
        name=name,
        text=_compiled(environment, template, where),
        dynamic_columns=dynamic_columns,
        emptied_cells=found.emptied_cells,
        contents=contents,
        open_fields=found.open_fields,
        # What docxtpl mends it also writes in its own way: the signs may look different then.
        signs=(b"<",) if found.signs and dynamic_columns else tuple(sign.encode() for sign in found.signs),
        relationships_name=relationships_name,
        own_relationships=own_relationships,
        listed=listed(own_relationships),
    )
    return part, used


def _parsed(environment: ClosedEnvironment, source: str, where: str) -> nodes.Template:
    """The syntax tree of a template, checked; every paragraph begins on a line of its own, for the message."""
    try:
        template = environment.parse(source)
    except TemplateSyntaxError as error:
        line = source.split("\n")[error.lineno - 1 : error.lineno]
        near = re.sub(r"<[^<>]*>", "", "".join(line)).strip()
        raise Failure(
            f'{where}: tag tidak dapat dibaca di dekat "{near[:120]}".',
            "Periksa kurung kurawal, ejaan, dan apakah setiap if dan for punya endif dan endfor.",
        ) from error
    grammar.check(template, where)
    return template


def _own_text(text: str, where: str) -> str:
    """Text of the template itself, after looking for tags that lack a brace; in ASCII."""
    found = _LEFT_OVER.search(re.sub(r"<[^<>]*>", "", text))
    if found:
        raise Failure(
            f'{where}: "{found.group()}" tertinggal sebagai teks; ada tag yang kurung kurawalnya kurang.',
            "Tulis isian sebagai {{ nama }}, dengan dua kurung kurawal di kedua sisi.",
        )
    for spelled, meant in SPELLED_BRACES.items():
        text = text.replace(spelled, meant)
    return ascii_only(text)


def _with_slots(child: nodes.Expr, paper: Paper, contents: Contents | None) -> list[nodes.Expr]:
    """The text of a template, marked where its lists and captions are completed, and cut where a document has something
    of its own: page tags and the ids of drawings."""
    if not isinstance(child, nodes.TemplateData):
        return [child]
    pieces: list[nodes.Expr] = []
    for text, slot in paper.slots(contents.marked(child.data) if contents else child.data):
        end = 0
        for match in _DRAWING_ID.finditer(text):
            pieces += [nodes.TemplateData(text[end : match.end(1)]), nodes.Name(DRAWING_IDS, "load")]
            end = match.end()
        pieces.append(nodes.TemplateData(text[end:]))
        if slot:
            pieces.append(nodes.Name(slot, "load"))
    return pieces


def _compiled(environment: ClosedEnvironment, template: nodes.Template, where: str) -> Compiled:
    template.set_environment(environment)
    code = environment.compile(template)
    return Compiled(where, JinjaTemplate.from_code(environment, code, {}))


def _properties(environment: ClosedEnvironment, path: Path, core: etree._Element) -> tuple[Properties, frozenset[str]]:
    where = _where(path, "sifat dokumen")
    texts: dict[str, str | Compiled] = {}
    names: frozenset[str] = frozenset()
    for name, text in properties.written(core).items():
        texts[name] = text
        if "{" in text:
            template = _parsed(environment, text, where)
            names |= grammar.used(template).names
            for output in template.find_all(nodes.Output):
                for place, child in enumerate(output.nodes):
                    if isinstance(child, nodes.TemplateData):
                        child.data = attribute(_own_text(child.data, where))
                    else:
                        output.nodes[place] = balance.as_attribute(child)
            texts[name] = _compiled(environment, template, where)
    return Properties(texts), names


def _unchanged(inspected: Inspected, changing: set[str]) -> Iterable[Member]:
    for name, member in inspected.members.items():
        if name == CONTENT_TYPES:
            yield package.packed(name, _with_picture_types(inspected.trees[name]))
        elif name not in changing:
            yield member


def _with_picture_types(types: etree._Element) -> bytes:
    """[Content_Types].xml that knows JPEG and PNG: whether a document has pictures shows only when it is rendered."""
    known = {element.get("Extension", "").lower() for element in types.iter("{*}Default")}
    for extension in ("jpeg", "png"):
        if extension not in known:
            tag = etree.QName(types).namespace
            added = etree.Element(f"{{{tag}}}Default", Extension=extension, ContentType=f"image/{extension}")
            types.insert(0, added)
    return etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)


def _unused_prefix(inspected: Inspected) -> str:
    taken = [PurePosixPath(name).name for name in inspected.members]
    taken += [element.get("Id", "") for tree in inspected.trees.values() for element in tree.iter("{*}Relationship")]
    prefix = "picture"
    while any(name.startswith(prefix) for name in taken):
        prefix += "_"
    return prefix
