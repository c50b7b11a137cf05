"""The proof that some documents are not posted without: a page of nothing, sent before the document."""

from __future__ import annotations

import uuid
from datetime import datetime

from hengku.documents.actions_uploads import add_upload
from hengku.documents.declaration import document_type
from hengku.documents.paper import Paper
from hengku.identity.actor import Actor

PAGE = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def with_proof(actor: Actor, paper: Paper, now: datetime) -> Paper:
    """The paper, with as much proof as its type asks for and none when it has some, or needs none."""
    needed = document_type(paper.type_code).proofs
    if needed and not paper.uploads and not paper.id and not paper.reverses_id:
        upload = add_upload(
            actor=actor,
            type_code=paper.type_code,
            key=uuid.uuid4().hex,
            name="凭据.pdf",
            content=PAGE,
            now=now,
        )
        paper.uploads = (upload.pk,)
    return paper
