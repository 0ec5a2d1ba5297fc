"""Fills a demonstration or an empty database with many invented opportunities, to see how lists and search bear them."""

from typing import Any

from django.conf import settings
from django.db import connection, transaction

from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity
from microacquisition.people.models import Department, Team, User
from microacquisition.site.clock import current_instant

TABLES = ("opportunity", "statement", "requiredskill")
REFERENCE = "MA-1999-"  # a year without any purchase, so that no real reference is ever taken
SUBJECTS = (
    ("Scripts for cloud policies", "Scripts pour des politiques infonuagiques", "powershell", "azure-policy"),
    ("Accessible date picker", "Sélecteur de dates accessible", "typescript", "accessibility"),
    ("Checker for open data files", "Vérificateur de fichiers de données ouvertes", "python", "open-data"),
    ("Keyboard shortcuts for a map viewer", "Raccourcis clavier pour une visionneuse de cartes", "javascript", "geospatial"),
    ("Reader of old C++ formats", "Lecteur d’anciens formats en C++", "cpp", "data-cleaning"),
    ("Form library for .NET", "Bibliothèque de formulaires pour .NET", "csharp", "web-forms"),
    ("Report of broken links", "Rapport des liens rompus", "go", "monitoring"),
)  # fmt: skip
FILL = """
INSERT INTO opportunities_opportunity (id, reference, state, state_since, title_en, title_fr, department_id, team_id,
    requested_by_id, requested_at, programme_code, programme_version, programme_digest, practice, posted_at, opens_at,
    closes_at, original_closes_at, closes_local, zone, delivery_at, delivery_local, price_cents, largest_price_cents,
    public_key, draw_secret_sha256, closed_at, applications_count, applications_root)
SELECT gen_random_uuid(), %(reference)s || lpad(n::text, 6, '0'), state, least(posted, %(now)s),
    (%(titles_en)s::text[])[kind] || ', no. ' || n, (%(titles_fr)s::text[])[kind] || ', no ' || n,
    (%(departments)s)[1 + n %% 3], (%(teams)s)[1 + n %% 3], %(person)s, posted, %(programme)s,
    %(version)s, %(digest)s, false, posted, opens, opens + interval '14 days', opens + interval '14 days', '', %(zone)s,
    opens + interval '45 days', '', price, price, '\\x00', '',
    CASE WHEN state IN ('SCHEDULED', 'OPEN') THEN NULL ELSE opens + interval '14 days' END,
    CASE WHEN state IN ('SCHEDULED', 'OPEN') THEN NULL ELSE n %% 9 END, ''
FROM (
    SELECT n, 1 + n %% %(kinds)s AS kind, 200000 + (n %% 600) * 1000 AS price,
        CASE n %% 20 WHEN 0 THEN 'SCHEDULED' WHEN 1 THEN 'OPEN' WHEN 2 THEN 'CANCELLED' WHEN 3 THEN 'NO_AWARD'
            ELSE 'COMPLETED' END AS state,
        CASE n %% 20 WHEN 0 THEN %(now)s + interval '30 days' + n * interval '1 second'
            WHEN 1 THEN %(now)s - interval '1 day' + n * interval '1 second'
            ELSE %(now)s - interval '20 days' - n * interval '1 hour' END AS opens,
        %(now)s - interval '30 days' - n * interval '1 hour' AS posted
    FROM generate_series(%(first)s, %(last)s) n
) samples;
INSERT INTO opportunities_statement (opportunity_id, first_language, short_description_en, short_description_fr,
    background_en, background_fr, work_en, work_fr, location_en, location_fr,
    acceptance_en, acceptance_fr, checks_en, checks_fr, licence,
    repository, price_cents, closes_local, delivery_local, standalone_reason, no_capacity_reason, version)
SELECT id, 'en', title_en || '. Invented, to see how the lists bear many.',
    title_fr || '. Invention, pour voir comment les listes en supportent beaucoup.',
    repeat('Who asks, and why. ', 20), repeat('Qui demande, et pourquoi. ', 20), repeat('What is delivered. ', 20),
    repeat('Ce qui est livré. ', 20), CASE right(reference, 1) WHEN '7' THEN 'Gatineau' ELSE '' END, '', '', '', '', '', 'MIT',
    '', price_cents, '', '', '', '', 0
FROM opportunities_opportunity WHERE reference BETWEEN %(low)s AND %(high)s;
INSERT INTO opportunities_requiredskill (statement_id, skill)
SELECT s.id, skill FROM opportunities_opportunity o JOIN opportunities_statement s ON s.opportunity_id = o.id,
    unnest(ARRAY[(%(first_skills)s::text[])[1 + right(o.reference, 6)::int %% %(kinds)s],
                 (%(second_skills)s::text[])[1 + right(o.reference, 6)::int %% %(kinds)s]]) skill
WHERE o.reference BETWEEN %(low)s AND %(high)s;
INSERT INTO opportunities_searchwords (opportunity_id, words_en, words_fr)
SELECT id, read_search_words(id, 'en'), read_search_words(id, 'fr')
FROM opportunities_opportunity WHERE reference BETWEEN %(low)s AND %(high)s;
"""


class NotForScale(Exception):
    """The database holds purchases that are no demonstration."""


def seed_opportunities(number: int) -> int:
    """Add `number` invented opportunities without any history; return how many invented ones there are now.

    Runs as the owner of the tables, past the guards, in one transaction. NotForScale outside a demonstration or an
    empty database.
    """
    invented = Opportunity.objects.filter(reference__startswith=REFERENCE)
    first = invented.count() + 1
    if not settings.DEMO and Opportunity.objects.exclude(pk__in=invented.values("pk")).exists():
        raise NotForScale("Only a demonstration or an empty database takes invented opportunities.")
    last = first + number - 1
    with transaction.atomic(), connection.cursor() as cursor:
        values = {**_describe_samples(), "first": first, "last": last}
        values |= {"low": f"{REFERENCE}{first:06}", "high": f"{REFERENCE}{last:06}", "reference": REFERENCE}
        for table in TABLES:
            cursor.execute(f"ALTER TABLE opportunities_{table} DISABLE TRIGGER USER")
        for statement in filter(str.strip, FILL.split(";\n")):
            cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE opportunities_{table} ENABLE TRIGGER USER")
    with connection.cursor() as cursor:
        for table in (*TABLES, "searchwords"):
            cursor.execute(f"VACUUM ANALYZE opportunities_{table}")
    return last


def _describe_samples() -> dict[str, Any]:
    programme = next(rules for rules in map(PROGRAMMES.newest, PROGRAMMES.codes()) if not rules.practice)
    departments = [
        Department.objects.get_or_create(
            code=f"scale-{number}",
            defaults={"name_en": f"Invented department {number}", "name_fr": f"Ministère inventé {number}",
                      "programme_codes": [programme.code]},
        )[0]
        for number in (1, 2, 3)
    ]  # fmt: skip
    teams = [
        Team.objects.get_or_create(department=each, name_en="Invented team", name_fr="Équipe inventée")[0]
        for each in departments
    ]
    person = User.objects.filter(email="scale@example.org").first()
    person = person or User.objects.create_user("scale@example.org", name="Invented person")
    return {
        "departments": [each.pk for each in departments], "teams": [each.pk for each in teams], "person": person.pk,
        "programme": programme.code, "version": programme.version, "digest": programme.digest, "zone": programme.zone,
        "now": current_instant().replace(microsecond=0), "kinds": len(SUBJECTS),
        "titles_en": [each[0] for each in SUBJECTS], "titles_fr": [each[1] for each in SUBJECTS],
        "first_skills": [each[2] for each in SUBJECTS], "second_skills": [each[3] for each in SUBJECTS],
    }  # fmt: skip
