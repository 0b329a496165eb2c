-- What is made right before the tables change places, in one transaction. Nobody may write articles, sources or the index until its end.
-- Sources first ...
LOCK TABLE archive_source, archive_article, search_indexentry, search_occurrences, search_totals, search_lexeme, search_form IN SHARE ROW EXCLUSIVE MODE;

DELETE FROM search_indexentry_next n WHERE NOT EXISTS (SELECT 1 FROM archive_article a WHERE a.id = n.article_id);

DELETE FROM search_occurrences_next n WHERE NOT EXISTS (SELECT 1 FROM archive_article a WHERE a.id = n.article_id);

-- Decisions that were taken since an entry was made.
UPDATE search_indexentry_next n
   SET access = search_access(a.status, a.access, s.access), visible_from = a.embargo_until
  FROM archive_article a JOIN archive_source s ON s.id = a.source_id
 WHERE a.id = n.article_id
   AND (n.access, n.visible_from) IS DISTINCT FROM (search_access(a.status, a.access, s.access), a.embargo_until);

-- What the live index knows better.
SELECT e.article_id FROM search_indexentry e LEFT JOIN search_indexentry_next n USING (article_id, part)
 WHERE part = 0 AND (e.text_digest, e.facts_digest) IS DISTINCT FROM (n.text_digest, n.facts_digest)
   AND e.analysis_version = (SELECT analysis_version FROM search_indexentry_next LIMIT 1);

SELECT count(*) FROM search_indexentry_next WHERE part = 0;

INSERT INTO search_totals AS t (articles, title_words, lead_words, words, averages, generation, forms_version)
SELECT count(*), coalesce(sum(title_length), 0), coalesce(sum(lead_length), 0), coalesce(sum(length), 0), %s, 1, %s
  FROM search_indexentry_next WHERE part = 0
    ON CONFLICT (id) DO UPDATE
   SET articles = excluded.articles, title_words = excluded.title_words, lead_words = excluded.lead_words, words = excluded.words,
       averages = excluded.averages, generation = t.generation + 1, recount_due = false, forms_due = false, forms_version = excluded.forms_version
