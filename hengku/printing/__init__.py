"""打印 — documents and labels on paper, as PDF or as pictures of pages.

What stands on a sheet is made from the declaration of the type (``sheet.py``), from what the company chose
(``template.py``, kept in ``models.Template``) and from what the actor may see: a sheet is made of the same detail as
the page. It is set by typst in a child process with limits (``renderer.py``, ``child.py``), the text always as data,
never as markup (docs/decisions/2026-11-22-printing-in-a-child.md). Preview writes nothing; printing is counted, so that
a second print says it is one.
"""
