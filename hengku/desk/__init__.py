"""The desk: what a person keeps and has going on, nothing of which is in any book.

Saved views of lists, mine or shared (``views``), and work over many documents that outlives the page it was started
from (``batches``). Notices belong here too.
"""
