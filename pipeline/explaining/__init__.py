"""Where the values of an issued paper come from: `berkas explain`.

looking_up     which paper of the ledger a file is, and what it was made of
trees          what a paper prints as names and texts, and how two drafts differ
other_values   another value for a cell, and whether a text prints a cell's value
redrafting     the paper drafted again while records change
origins        the experiments that tell where each text comes from

Nothing follows values on their way through stages 2 and 4; the papers' own functions are asked what they print when one
thing is different. So every paper, also one that is yet to be written, can be explained without a line of its own.
"""
