-- The BM25F score of one article, selected for its first row of search_indexentry (weighing.py has the formula, packing.py the form of
-- what is counted, and what stands in braces). The keys are sorted, so that a lexeme is found by bisection: width_bucket(key, keys) is the
-- number of keys up to this one, and the last of them is the lexeme's own or it does not stand there. Joining '{{}}' brings an array that is too long
-- for its row out of its TOAST storage once for all lexemes, and OFFSET 0 keeps the planner from doing it for each. Without ::float8 the
-- numbers would be numeric, which takes twice as long in all.
(SELECT coalesce(sum(weight * tf / (%(k1)s::float8 + tf)), 0)
   FROM (SELECT own.keys || '{{}}'::integer[] AS keys, own.codes || ''::bytea AS codes, own.often,
                %(title_weight)s::float8 / (1 - %(title_b)s::float8
                    + %(title_b)s::float8 * search_indexentry.title_length / %(title_average)s::float8) AS in_title,
                %(lead_weight)s::float8 / (1 - %(lead_b)s::float8
                    + %(lead_b)s::float8 * search_indexentry.lead_length / %(lead_average)s::float8) AS in_lead,
                %(body_weight)s::float8 / (1 - %(body_b)s::float8
                    + %(body_b)s::float8 * (search_indexentry.length - search_indexentry.title_length - search_indexentry.lead_length)
                    / %(body_average)s::float8) AS in_body
           FROM search_occurrences own
          WHERE own.article_id = search_indexentry.article_id
         OFFSET 0) AS article,
        unnest(%(keys)s::integer[], %(weights)s::float8[]) AS asked (key, weight),
        LATERAL (SELECT width_bucket(key, keys) AS n OFFSET 0) AS place,
        LATERAL (SELECT CASE WHEN keys[n] = key THEN get_byte(codes, n - 1) END AS code OFFSET 0) AS found,
        LATERAL (SELECT CASE WHEN code < {only_body} THEN code * in_body
                             ELSE ({title}) * in_title + ({lead}) * in_lead + ({body}) * in_body END AS tf OFFSET 0) AS counted
  WHERE code IS NOT NULL)
