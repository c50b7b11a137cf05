"""单据 — the paper that everything is posted from.

All types share ``documents_document``, ``documents_line`` and ``documents_link``; a type is a declaration
(``declaration.py``), registered in ``settings.HENGKU_DOCUMENT_TYPES``. A paper comes in as ``paper.Paper``,
is completed and checked by pure rules (``rules.py``), may be kept as a draft (``actions.py``) and is posted
by ``posting``. Links tell what was carried from which line to which; 已入/已开票/已退 and order states are derived
from them.
"""
