"""Berkas: from the workbooks of field workers to the papers that the labour offices owe.

The package is one pipeline; `run` shows it on a page. Its stages, in order:

1. `stage1_read`       workbooks, photos and scans become rows; every value keeps its cell
2. `stage2_normalise`  rows become records, gathered in a dossier
3. `stage3_validate`   the dossier is held against the rules; what is wrong becomes findings
4. `stage4_draft`      the dossier becomes drafts of every paper that is due
5. `stage5_render`     drafts get their numbers and become papers, or are withheld with reasons
6. `stage6_report`     what happened is told: terminal, web page, marked workbooks, outcome.json

Who only checks goes through 1, 2, 3 and 6, and through 2 and 3 one facilitator at a time: `checking`.
"""
