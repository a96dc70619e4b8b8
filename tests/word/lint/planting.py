"""Faults as clerks plant them: each a small change of the shipped SPM."""

import copy
from collections.abc import Callable

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

Change = Callable[[Document], object]

NUMBER = "Nomor: {{ number }}"


def number(text: str) -> Change:
    """This in the place of the line with the letter's number."""
    return replaced(NUMBER, text)


def replaced(old: str, new: str) -> Change:
    """Another text in the first paragraph, wherever it stands, that holds the old one."""

    def plant(document: Document) -> None:
        found = paragraph(document, old)
        found.text = found.text.replace(old, new)

    return plant


def paragraph(document: Document, text: str) -> Paragraph:
    every = (Paragraph(element, document) for element in document.element.iter(qn("w:p")))
    return next(one for one in every if text in one.text)


def added(*texts: str) -> Change:
    """More paragraphs at the end of the letter."""

    def plant(document: Document) -> None:
        for text in texts:
            document.add_paragraph(text)

    return plant


def all_of(*changes: Change) -> Change:
    def plant(document: Document) -> None:
        for change in changes:
            change(document)

    return plant


def mixed_look(document: Document) -> None:
    found = paragraph(document, NUMBER)
    found.text = "Nomor: {{ num"
    found.add_run("ber }}").bold = True


def one_look_in_many_runs(document: Document) -> None:
    """As Word tears a tag apart while somebody types: spelling marks and revision numbers, but one look."""
    found = paragraph(document, NUMBER)
    found.text = "Nomor: {"
    for piece in ("{ num", "ber ", "}}"):
        found.add_run(piece)._r.set(qn("w:rsidR"), "00AB12CD")
        found._p.append(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))


def text_box(document: Document) -> None:
    box = f"""<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>
        <w:txbxContent><w:p><w:r><w:t>{{{{ role }}}}</w:t></w:r></w:p></w:txbxContent>
        </v:textbox></v:shape></w:pict></w:r>"""
    document.add_paragraph("Kotak:")._p.append(parse_xml(box))


def content_control(document: Document) -> None:
    control = f"""<w:sdt {nsdecls("w")}><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>{{{{ role }}}}</w:t></w:r></w:p>
        </w:sdtContent></w:sdt>"""
    document.element.body.insert(0, parse_xml(control))


def tracked(document: Document) -> None:
    run = document.add_paragraph("Tugas: ")._p
    run.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="90" w:author="Budi"><w:r><w:t>{{{{ role }}}}</w:t></w:r></w:ins>')
    )


def field_code(document: Document) -> None:
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" DOCPROPERTY {{{{ role }}}} "><w:r><w:t>x</w:t></w:r></w:fldSimple>'
    document.add_paragraph("Bidang: ")._p.append(parse_xml(field))


def fetching_field(document: Document) -> None:
    found = document.add_paragraph()
    for kind, code in (("begin", ""), ("", "INCLUDE"), ("", 'TEXT "C:/rahasia.docx"'), ("end", "")):
        inner = f'<w:fldChar w:fldCharType="{kind}"/>' if kind else f"<w:instrText>{code}</w:instrText>"
        found._p.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))


def link(document: Document) -> None:
    identity = document.part.relate_to("https://contoh.id/{{ number }}", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    target = f'<w:hyperlink {nsdecls("w", "r")} r:id="{identity}"><w:r><w:t>laman</w:t></w:r></w:hyperlink>'
    document.add_paragraph()._p.append(parse_xml(target))


def broken_link(document: Document) -> None:
    target = f'<w:hyperlink {nsdecls("w", "r")} r:id="rId999"><w:r><w:t>laman</w:t></w:r></w:hyperlink>'
    document.add_paragraph()._p.append(parse_xml(target))


def missing_style(document: Document) -> None:
    styled(document.add_paragraph("Dengan gaya yang tidak ada"), '<w:pStyle w:val="GayaHilang"/>')


def missing_list(document: Document) -> None:
    styled(document.add_paragraph("Bernomor"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')


def styled(of: Paragraph, inner: str) -> None:
    properties = of._p.get_or_add_pPr()
    element = parse_xml(f"<w:pPr {nsdecls('w')}>{inner}</w:pPr>")[0]
    for old in properties.findall(element.tag):
        properties.remove(old)
    properties.insert(0, element)


def loop_in_one_row(document: Document) -> None:
    """Opened and closed in the row that is to be repeated, as beginners do."""
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "{%tr for group in groups %}{{ group.name }}"
    table.cell(0, 1).text = "{{ group.village }}{%tr endfor %}"


def row_eats_text(document: Document) -> None:
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for group in groups %}"
    table.cell(0, 1).text = "Desa"
    table.cell(1, 0).text = "{{ group.name }}"
    table.cell(2, 0).text = "{%tr endfor %}"


def row_eats_brace(document: Document) -> None:
    row_eats_text(document)
    document.tables[-1].cell(0, 1).text = "}"


def loop_over_two_tables(document: Document) -> None:
    first, second = document.add_table(rows=2, cols=1), document.add_table(rows=1, cols=1)
    first.cell(0, 0).text = "{%tr for group in groups %}"
    first.cell(1, 0).text = "{{ group.name }}"
    second.cell(0, 0).text = "{%tr endfor %}"


def if_across_cells(document: Document) -> None:
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "{% if nik %}NIK"
    table.cell(0, 1).text = "{{ nik }}{% endif %}"


def no_grid(document: Document) -> None:
    table = document.add_table(rows=1, cols=1)
    table._tbl.remove(table._tbl.tblGrid)


def page_break_eaten(document: Document) -> None:
    found = document.add_paragraph("{%p if nik %}")
    found.add_run().add_break()
    found._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:br w:type="page"/></w:r>'))
    document.add_paragraph("{%p endif %}")


def footer_may_be_empty(document: Document) -> None:
    footer = document.sections[0].footer
    for old in footer.paragraphs[1:]:
        old._p.getparent().remove(old._p)
    footer.paragraphs[0].text = "{%p if signature.notice %}"
    footer.add_paragraph("{{ signature.notice }}")
    footer.add_paragraph("{%p endif %}")


def in_footer(text: str) -> Change:
    def plant(document: Document) -> None:
        document.sections[0].footer.paragraphs[-1].text = text

    return plant


def title_property(document: Document) -> None:
    document.core_properties.title = "SPM {{ nama }}"


def comment_of_somebody(document: Document) -> None:
    document.add_comment(document.paragraphs[0].runs[0], "Tolong {{ number }} diperiksa.", author="Budi")
    for look in list(document.element.iter(qn("w:rStyle"))):  # Word would bring the style along
        look.getparent().remove(look)


def table_of_contents(document: Document) -> None:
    """Nothing wrong: what Word last showed in it repeats headings with their tags, without the loops around them."""
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>', '<w:instrText>TOC \\o "1-3"</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>', "<w:t>{{ story.title }}</w:t>", '<w:fldChar w:fldCharType="end"/>',
    )  # fmt: skip
    found = document.add_paragraph()
    for piece in pieces:
        found._p.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))


def coloured_copy(document: Document) -> None:
    """Nothing wrong: a whole tag in another colour, a tab and a line break beside a tag."""
    found = paragraph(document, NUMBER)
    run = Run(copy.deepcopy(found.runs[0]._r), found)
    found._p.append(run._r)
    run.text = "\t{{ number }}\n"
    run.font.color.rgb = RGBColor(200, 0, 0)
