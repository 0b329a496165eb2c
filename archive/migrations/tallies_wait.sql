-- Whoever gives or takes terms holds the articles until the end, before archive_tally_terms counts (triggers go by name). Who decides on the
-- article meanwhile waits, and then sees the terms; who decided before is waited for, and then seen. Always in the order of numbers.
CREATE FUNCTION archive_hold_articles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        PERFORM FROM archive_article WHERE id IN (SELECT article_id FROM came) ORDER BY id FOR NO KEY UPDATE;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM FROM archive_article WHERE id IN (SELECT article_id FROM gone) ORDER BY id FOR NO KEY UPDATE;
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE
    through text;
BEGIN
    FOREACH through IN ARRAY ARRAY['author', 'topic', 'place'] LOOP
        EXECUTE format($triggers$
            CREATE TRIGGER archive_hold_came AFTER INSERT ON archive_article%1$s
                REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION archive_hold_articles();
            CREATE TRIGGER archive_hold_changed AFTER UPDATE ON archive_article%1$s
                REFERENCING OLD TABLE AS gone NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION archive_hold_articles();
            CREATE TRIGGER archive_hold_gone AFTER DELETE ON archive_article%1$s
                REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION archive_hold_articles();
        $triggers$, through);
    END LOOP;
END $$;
