"""Fault injection: perfect workbooks, spoilt in known ways at known cells.

`world` builds the perfect workbooks, every module of `KINDS` spoils them (one small function for each kind of fault
or harmless habit), `variants` draws kinds by chance, `writing` makes the files, `expected` compares what is found with
what is known. Written from the forms, the message catalogue and the domain notes, not from the reader and the rules.
"""
