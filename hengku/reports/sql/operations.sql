-- 操作审计 (R-54, 6.4): who did what to which record, when and from where, as the evidence has it.
SELECT event.id AS event_id,
       CASE WHEN event.entity_kind = 'document' THEN event.entity_id END AS document_id,
       (event.at AT TIME ZONE %(zone)s)::date AS business_on,
       to_char(event.at AT TIME ZONE %(zone)s, 'HH24:MI:SS') AS at_time,
       event.user_name AS person,
       event.action,
       event.entity_kind,
       coalesce(document.number, event.data ->> 'number', event.data ->> 'name', '') AS subject,
       coalesce(event.data ->> 'reason', '') AS reason,
       event.device,
       event.address,
       1 AS event_count
FROM audit_event AS event
LEFT JOIN documents_document AS document
    ON event.entity_kind = 'document' AND document.company_id = event.company_id AND document.id = event.entity_id
WHERE event.company_id = %(company_id)s
  AND event.at >= %(from)s::date::timestamp AT TIME ZONE %(zone)s
  AND event.at < (%(to)s::date + 1)::timestamp AT TIME ZONE %(zone)s
  AND (%(maker)s::bigint IS NULL OR event.user_id = %(maker)s)
  AND (%(kind)s::text = '' OR %(kind)s = 'document' AND event.entity_kind = 'document'
       OR %(kind)s = 'reversal' AND event.action LIKE '%%.reverse'
       OR %(kind)s = 'other' AND event.entity_kind <> 'document')
  -- of papers of other warehouses nothing is told (S2)
  AND (event.entity_kind <> 'document' OR document.id IS NOT NULL)
