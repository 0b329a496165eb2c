-- The frequencies of all lexemes and the totals, counted afresh. Nobody indexes meanwhile; readers go on with the old numbers.
LOCK TABLE search_lexeme, search_totals IN EXCLUSIVE MODE;

DELETE FROM search_lexeme;

INSERT INTO search_lexeme (lexeme, df)
SELECT lexeme, sum(n) FROM (
    SELECT word AS lexeme, ndoc AS n FROM ts_stat('SELECT tsv FROM search_indexentry WHERE parts = 1')
     UNION ALL
    SELECT lexeme, count(DISTINCT article_id) FROM search_indexentry, unnest(tsvector_to_array(tsv)) AS lexeme WHERE parts > 1 GROUP BY lexeme
) AS counted GROUP BY lexeme;

INSERT INTO search_totals DEFAULT VALUES ON CONFLICT (id) DO NOTHING;

UPDATE search_totals SET (articles, title_words, lead_words, words) = (
    SELECT count(*), coalesce(sum(title_length), 0), coalesce(sum(lead_length), 0), coalesce(sum(length), 0) FROM search_indexentry WHERE part = 0)
