"""The sample stories of input_samples/, made anew by `python -m tests.samples.make_samples`.

world.toml and texts.toml hold who and what, `story` builds the workbooks from them, `faults` spoils a copy (what that
leads to: expected.toml), `sheets` and `pictures` write the files with the horrors of real sheets.
"""
