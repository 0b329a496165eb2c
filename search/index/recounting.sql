-- The frequencies of all lexemes and the totals, counted afresh; thresholds and pairs stay. Nobody indexes meanwhile; readers go on with the
-- old numbers. Totals first, as a batch does.
LOCK TABLE search_totals, search_lexeme IN EXCLUSIVE MODE;

CREATE TEMP TABLE search_marked ON COMMIT DROP AS
SELECT lexeme, thresholds, paired FROM search_lexeme WHERE thresholds <> '{}' OR paired;

DELETE FROM search_lexeme;

-- Unnested, not by ts_stat, which keeps all lexemes in memory. A text in several parts counts once; in order, the key's index grows at its end.
INSERT INTO search_lexeme (lexeme, df)
SELECT lexeme, count(*) FROM (
    SELECT unnest(tsvector_to_array(tsv)) AS lexeme FROM search_indexentry WHERE parts = 1
     UNION ALL
    SELECT lexeme FROM (SELECT DISTINCT article_id, unnest(tsvector_to_array(tsv)) AS lexeme FROM search_indexentry WHERE parts > 1) AS long
) AS found WHERE left(lexeme, 1) NOT IN ('1', '2', '3', '&') GROUP BY lexeme ORDER BY lexeme;

INSERT INTO search_lexeme (lexeme, df, thresholds, paired) SELECT lexeme, 0, thresholds, paired FROM search_marked
    ON CONFLICT (lexeme) DO UPDATE SET thresholds = excluded.thresholds, paired = excluded.paired;

DROP TABLE search_marked;

INSERT INTO search_totals DEFAULT VALUES ON CONFLICT (id) DO NOTHING;

UPDATE search_totals SET (articles, title_words, lead_words, words, recount_due, forms_due, generation) = (
    SELECT count(*), coalesce(sum(title_length), 0), coalesce(sum(lead_length), 0), coalesce(sum(length), 0), false, true, generation + 1
      FROM search_indexentry WHERE part = 0)
