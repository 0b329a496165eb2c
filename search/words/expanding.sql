-- For each word its forms in the archive, most frequent first, with the number of articles that hold each among the entries in braces.
-- A form is counted up to a bound, so that a very common word costs no more than others.
SELECT asked.number, form.form, form.df, visible.articles, visible.exactly
  FROM jsonb_to_recordset(%(words)s::jsonb) AS asked (number int, exact varchar, lexemes varchar[])
 CROSS JOIN LATERAL (
    SELECT f.form, l.df FROM search_form f JOIN search_lexeme l ON l.lexeme = ('=' || f.form) COLLATE "default"
     WHERE (f.lexemes && asked.lexemes OR f.form = asked.exact COLLATE "C") AND l.df > 0
     ORDER BY l.df DESC, f.form LIMIT %(looked_at)s) AS form
 CROSS JOIN LATERAL ({visible}) AS visible
 WHERE visible.articles > 0
 ORDER BY 1, form.df DESC, 2
