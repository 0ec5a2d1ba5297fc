-- What the search finds: one row for each posted opportunity, kept by the database itself, in both languages.
-- Python reads it by opportunities/finding/queries.py, with fold_words() over what was typed.

-- Accents and case folded, and the names that a text search would cut to one letter spelt out.
CREATE OR REPLACE FUNCTION fold_words(typed text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    folded text := lower(regexp_replace(normalize(typed, NFKD), U&'[\0300-\036f]', '', 'g'));
BEGIN
    folded := translate(replace(replace(folded, U&'\0153', 'oe'), U&'\00e6', 'ae'), U&'\2019', '''');
    folded := replace(replace(replace(folded, 'c++', ' cplusplus '), 'c#', ' csharp '), 'f#', ' fsharp ');
    folded := regexp_replace(folded, '(^|[^a-z0-9])\.net\M', '\1 dotnet ', 'g');
    RETURN regexp_replace(folded, '([a-z])\.js\M', '\1 js', 'g');
END $$;

-- The words of one language; a text that is not written in it is found by the other one's.
CREATE OR REPLACE FUNCTION read_search_words(wanted uuid, spoken text) RETURNS tsvector
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    known regconfig := CASE spoken WHEN 'fr' THEN 'pg_catalog.french' ELSE 'pg_catalog.english' END;
    found record;
BEGIN
    SELECT o.reference, s.id AS statement,
        pick_text(spoken, o.title_en, o.title_fr) AS title,
        pick_text(spoken, s.short_description_en, s.short_description_fr) AS short,
        concat_ws(' ', pick_text(spoken, s.background_en, s.background_fr), pick_text(spoken, s.work_en, s.work_fr),
                  pick_text(spoken, s.acceptance_en, s.acceptance_fr)) AS whole
    INTO found
    FROM opportunities_opportunity o LEFT JOIN opportunities_statement s ON s.opportunity_id = o.id
    WHERE o.id = wanted;
    RETURN setweight(to_tsvector(known, fold_words(concat_ws(' ', found.reference, found.title, (
            SELECT string_agg(concat_ws(' ', CASE spoken WHEN 'fr' THEN k.name_fr ELSE k.name_en END, k.other_names), ' . ')
            FROM opportunities_requiredskill r JOIN opportunities_taxonomyskill k ON k.code = r.skill
            WHERE r.statement_id = found.statement)))), 'A')
        || setweight(to_tsvector(known, fold_words(coalesce(found.short, ''))), 'B')
        || to_tsvector(known, left(fold_words(found.whole), 200000));
END $$;

CREATE OR REPLACE FUNCTION pick_text(spoken text, en text, fr text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE spoken WHEN 'fr' THEN coalesce(nullif(fr, ''), en) ELSE coalesce(nullif(en, ''), fr) END
$$;

-- The application role may only read the rows: these functions write them as their owner.
CREATE OR REPLACE FUNCTION keep_search_words(wanted uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM opportunities_opportunity WHERE id = wanted AND posted_at IS NOT NULL) THEN
        DELETE FROM opportunities_searchwords WHERE opportunity_id = wanted;
        RETURN;
    END IF;
    INSERT INTO opportunities_searchwords (opportunity_id, words_en, words_fr)
        VALUES (wanted, read_search_words(wanted, 'en'), read_search_words(wanted, 'fr'))
        ON CONFLICT (opportunity_id) DO UPDATE SET words_en = EXCLUDED.words_en, words_fr = EXCLUDED.words_fr;
END $$;

CREATE OR REPLACE FUNCTION keep_words_of_opportunity() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM keep_search_words(NEW.id);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_words_of_statement() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM keep_search_words(NEW.opportunity_id);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_words_of_skill() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM keep_search_words(s.opportunity_id) FROM opportunities_statement s
    WHERE s.id = (CASE TG_OP WHEN 'DELETE' THEN OLD.statement_id ELSE NEW.statement_id END);
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS keep_search_words ON opportunities_opportunity;
CREATE TRIGGER keep_search_words
    AFTER INSERT OR UPDATE OF title_en, title_fr, reference, posted_at ON opportunities_opportunity
    FOR EACH ROW EXECUTE FUNCTION keep_words_of_opportunity();
DROP TRIGGER IF EXISTS keep_search_words ON opportunities_statement;
CREATE TRIGGER keep_search_words AFTER INSERT OR UPDATE ON opportunities_statement
    FOR EACH ROW EXECUTE FUNCTION keep_words_of_statement();
DROP TRIGGER IF EXISTS keep_search_words ON opportunities_requiredskill;
CREATE TRIGGER keep_search_words AFTER INSERT OR UPDATE OR DELETE ON opportunities_requiredskill
    FOR EACH ROW EXECUTE FUNCTION keep_words_of_skill();
