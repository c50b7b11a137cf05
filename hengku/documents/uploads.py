"""Files that come before their document: what a paper names, whether that is enough, and how they become attachments.

    batch.files = load_files(actor, papers, locking=True)      # two statements at most, none for papers without files
    problems = batch.files.check(paper, kind)                  # pure
    bind_uploads(actor, [(upload_id, document_id), …])         # one statement, whatever their number

Locks the uploads by id, after the documents and before the open items (docs/locks.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hengku.documents import errors
from hengku.documents.declaration import DocumentType, document_type
from hengku.documents.paper import Paper
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.errors import Problem

FILES_MAX = 30
DOCUMENT_BYTES_MAX = 100 * 1024**2

UPLOADS = """
SELECT id, name, sha256, size FROM documents_upload
WHERE company_id = %s AND user_id = %s AND id = ANY(%s) ORDER BY id FOR UPDATE
"""
READ_UPLOADS = UPLOADS.replace("FOR UPDATE", "")
ATTACHED = """
SELECT document_id, sha256, size, withdrawn_at IS NULL, upload_id FROM documents_attachment
WHERE company_id = %s AND document_id = ANY(%s)
"""
BIND = """
WITH wanted AS (
    SELECT * FROM unnest(%(uploads)s::bigint[], %(documents)s::bigint[]) AS w(upload_id, document_id)
), taken AS (
    DELETE FROM documents_upload AS u USING wanted
    WHERE u.company_id = %(company)s AND u.user_id = %(user)s AND u.id = wanted.upload_id
    RETURNING wanted.document_id, u.*
), once AS (
    SELECT DISTINCT ON (document_id, sha256) * FROM taken ORDER BY document_id, sha256, id
), made AS (
    INSERT INTO documents_attachment (company_id, document_id, name, kind, size, width, height, sha256, upload_id,
                                      added_at, added_by, device, withdrawn_reason)
    SELECT company_id, document_id, name, kind, size, width, height, sha256, id, added_at, user_id, device, ''
    FROM once ORDER BY id
    ON CONFLICT (company_id, document_id, sha256) WHERE withdrawn_at IS NULL DO NOTHING
    RETURNING id, document_id, sha256
)
INSERT INTO documents_attachmentcontent (company_id, attachment_id, content, thumbnail)
SELECT once.company_id, made.id, once.content, once.thumbnail
FROM made JOIN once USING (document_id, sha256)
"""


@dataclass(frozen=True, slots=True)
class UploadFact:
    """A file that waits for its document; size in bytes."""

    id: int
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class AttachedFact:
    """An attachment a draft has; a withdrawn one is kept and counts against the limits only."""

    sha256: str
    size: int
    is_live: bool
    upload_id: int | None


@dataclass(slots=True)
class Files:
    """Uploads by id that papers name, and what their drafts already have, by document."""

    uploads: dict[int, UploadFact] = field(default_factory=dict)
    attached: dict[int, list[AttachedFact]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def of(self, paper: Paper) -> list[UploadFact]:
        """The files a paper brings, those that are there, each once."""
        return [self.uploads[one] for one in dict.fromkeys(paper.uploads) if one in self.uploads]

    def check(self, paper: Paper, kind: DocumentType, *, is_posted: bool) -> list[Problem]:
        """Files that are neither there nor on the draft already, too many, and — for a posting — proof that is missing
        (§1.8). A red document needs none: its original has it.
        """
        here, new = self.attached.get(paper.id or 0, []), self.of(paper)
        known = self.uploads.keys() - self.taken | {one.upload_id for one in here}
        problems: list[Problem] = [
            errors.UploadNotFound(upload_id=one).at(field="uploads")
            for one in dict.fromkeys(paper.uploads)
            if one not in known
        ]
        self.taken.update(paper.uploads)
        live = {one.sha256 for one in here if one.is_live}
        fresh = [one for one in new if one.sha256 not in live]
        files = len(here) + len(fresh)
        total = sum(one.size for one in here) + sum(one.size for one in fresh)
        if fresh and (files > FILES_MAX or total > DOCUMENT_BYTES_MAX):
            full = errors.TooManyAttachments(files_max=FILES_MAX, megabytes_max=DOCUMENT_BYTES_MAX // 1024**2)
            problems.append(full.at(field="uploads"))
        if is_posted and kind.proofs and not paper.reverses_id and not problems:
            problems += _check_proofs(kind, len(live | {one.sha256 for one in new}))
        return problems


def _check_proofs(kind: DocumentType, count: int) -> list[Problem]:
    least, most = kind.proofs or (0, FILES_MAX)
    if count < least:
        return [errors.ProofMissing(label=kind.label, least=least, most=most).at(field="uploads")]
    if count > most:
        return [errors.TooManyProofs(label=kind.label, count=count, most=most).at(field="uploads")]
    return []


def load_files(actor: Actor, papers: Iterable[Paper], *, locking: bool) -> Files:
    """What papers name and their drafts have. Asks nothing for papers that bring no file and need none."""
    files = Files()
    concerned = [paper for paper in papers if paper.uploads or document_type(paper.type_code).proofs]
    named = sorted({one for paper in concerned for one in paper.uploads})
    drafts = sorted({paper.id for paper in concerned if paper.id})
    if named:
        found = sql.rows(
            UPLOADS if locking else READ_UPLOADS, (actor.company_id, actor.user_id, sql.array(named))
        )
        files.uploads = {row[0]: UploadFact(*row) for row in found}
    if drafts:
        for document_id, *row in sql.rows(ATTACHED, (actor.company_id, sql.array(drafts))):
            files.attached.setdefault(document_id, []).append(AttachedFact(*row))
    return files


def bind_uploads(actor: Actor, pairs: Sequence[tuple[int, int]]) -> None:
    """Make uploads attachments of documents: (upload, document). The same bytes are kept once a document."""
    if pairs:
        uploads, documents = sql.columns(pairs)
        asked = {
            "uploads": uploads,
            "documents": documents,
            "company": actor.company_id,
            "user": actor.user_id,
        }
        sql.run(BIND, asked)
