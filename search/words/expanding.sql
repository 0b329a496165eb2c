-- For each word its forms in the archive, most frequent first, with the number of articles that hold each among the entries in braces;
-- then forms that only look like it, by their keys, which are not found already.
-- A form is counted up to a bound, so that a very common word costs no more than others.
SELECT asked.number, form.form, form.df, visible.articles, visible.exactly, form.resembles
  FROM jsonb_to_recordset(%(words)s::jsonb) AS asked (number int, exact varchar, lexemes varchar[], keys varchar[])
 CROSS JOIN LATERAL (
    (SELECT f.form, l.df, false AS resembles
       FROM search_form f JOIN search_lexeme l ON l.lexeme = ('=' || f.form) COLLATE "default"
      WHERE (f.lexemes && asked.lexemes OR f.form = asked.exact COLLATE "C") AND l.df > 0
      ORDER BY l.df DESC, f.form LIMIT %(looked_at)s)
     UNION ALL
    (SELECT near.form, near.df, true
       FROM unnest(asked.keys) AS under (key)
      CROSS JOIN LATERAL (
         SELECT f.form, l.df FROM search_form f JOIN search_lexeme l ON l.lexeme = ('=' || f.form) COLLATE "default"
          WHERE f.key = under.key COLLATE "C" AND f.key <> '' AND l.df > 0 AND NOT f.lexemes && %(known)s::varchar[]
            AND abs(length(f.form) - length(asked.exact)) <= %(longer)s
          ORDER BY l.df DESC LIMIT %(resembling)s) AS near)) AS form
 CROSS JOIN LATERAL ({visible}) AS visible
 WHERE visible.articles > 0
 ORDER BY 1, form.df DESC, 2
