-- after: corrected
-- 单据类型误用率 (R-47) = 被红冲且原因为类型用错 / 总单; 数据修正频率 (R-49) = (红冲 + 调整) / 总单.
, counted AS (
    SELECT CASE WHEN %(by)s = 'type' THEN written.type_code END AS type_code,
           CASE WHEN %(by)s = 'maker' THEN written.maker_id END AS maker_id,
           CASE WHEN %(by)s = 'month' THEN date_trunc('month', written.business_on)::date END AS begins_on,
           count(*) FILTER (WHERE NOT is_reversal) AS document_count,
           count(*) FILTER (WHERE is_reversal) AS reversal_count,
           count(*) FILTER (WHERE is_wrong_type) AS wrong_count,
           count(*) FILTER (WHERE is_adjustment) AS adjustment_count,
           count(*) FILTER (WHERE is_reversal OR is_adjustment) AS correction_count
    FROM written
    GROUP BY 1, 2, 3
)
SELECT counted.*,
       coalesce(maker.display_name, to_char(counted.begins_on, 'YYYY-MM'), '') AS name,
       round(wrong_count::numeric / nullif(document_count, 0), 4) AS wrong_rate,
       round(correction_count::numeric / nullif(document_count, 0), 4) AS rate
FROM counted
LEFT JOIN identity_user AS maker ON maker.id = counted.maker_id
