"""The desk: what a person keeps and has going on, nothing of which is in any book.

Saved views of lists, mine or shared (``views``), and work over many documents that outlives the page it was started
from (``batches``). What is being typed is kept as it stands (``actions``, ``queries``), and a line is told what
it must know: stock, who holds it, last prices, credit (``queries_checks``). Notices belong here too.
"""
