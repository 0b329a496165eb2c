-- check: entry_missing
SELECT a.identifier FROM archive_article a LEFT JOIN search_indexentry e ON e.article_id = a.id AND e.part = 0 WHERE e.article_id IS NULL

-- check: entry_orphaned
SELECT DISTINCT e.article_id::text FROM search_indexentry e LEFT JOIN archive_article a ON a.id = e.article_id WHERE a.id IS NULL

-- check: entry_incomplete
SELECT a.identifier
  FROM (SELECT article_id, count(*) AS stored, min(parts) AS least, max(parts) AS most, max(part) AS last
          FROM search_indexentry GROUP BY article_id) AS e
  JOIN archive_article a ON a.id = e.article_id
 WHERE (stored, stored, last) IS DISTINCT FROM (least::bigint, most::bigint, (stored - 1)::smallint)

-- check: entry_unranked
SELECT a.identifier
  FROM search_indexentry e JOIN archive_article a ON a.id = e.article_id LEFT JOIN search_occurrences o ON o.article_id = e.article_id
 WHERE e.part = 0 AND e.length > 0 AND coalesce(cardinality(o.keys), 0) = 0

-- check: entry_of_older_text
SELECT a.identifier FROM search_indexentry e JOIN archive_article a ON a.id = e.article_id WHERE e.part = 0 AND e.text_digest <> a.digest

-- check: entry_of_older_analysis
SELECT a.identifier FROM search_indexentry e JOIN archive_article a ON a.id = e.article_id WHERE e.part = 0 AND e.analysis_version <> '{version}'

-- check: entry_of_other_facts
SELECT DISTINCT a.identifier
  FROM search_indexentry e JOIN ({facts}) AS f USING (article_id) JOIN archive_article a ON a.id = e.article_id
 WHERE (e.facts_digest, e.published_on, e.precision, e.source_id, e.genre, e.language, e.text_origin)
       IS DISTINCT FROM (f.facts_digest, f.published_on, f.precision, f.source_id, f.genre, f.language, f.text_origin)
    OR (e.author_ids, e.topic_ids, e.place_ids, e.facts) IS DISTINCT FROM (f.author_ids, f.topic_ids, f.place_ids, f.facts)

-- check: entry_of_other_access
SELECT DISTINCT a.identifier
  FROM search_indexentry e JOIN archive_article a ON a.id = e.article_id JOIN archive_source s ON s.id = a.source_id
 WHERE (e.access, e.visible_from) IS DISTINCT FROM (search_access(a.status, a.access, s.access), a.embargo_until)

-- check: entry_without_words
-- An empty tsvector takes 5 bytes, one word at least 10; the size is known without reading the lexemes.
SELECT a.identifier
  FROM search_indexentry e JOIN archive_article a ON a.id = e.article_id
 WHERE pg_column_size(e.tsv) < 10 AND (e.length > 0 OR concat_ws(' ', a.title, a.subtitle, a.lead, a.body) ~ '[[:alpha:]]{{2}}')
   AND tsvector_to_array(e.tsv) = '{{}}'

-- check: count_due
SELECT 'search_totals' FROM search_totals WHERE recount_due OR forms_due

-- check: total_wrong
SELECT name || ': ' || (kept - counted)
  FROM (SELECT count(*) AS articles, coalesce(sum(title_length), 0) AS title_words, coalesce(sum(lead_length), 0) AS lead_words,
               coalesce(sum(length), 0) AS words
          FROM search_indexentry WHERE part = 0) AS c,
       (SELECT * FROM search_totals WHERE NOT recount_due) AS t,
       LATERAL (VALUES ('articles', t.articles, c.articles), ('title_words', t.title_words, c.title_words),
                       ('lead_words', t.lead_words, c.lead_words), ('words', t.words, c.words)) AS v (name, kept, counted)
 WHERE kept <> counted
