"""The taxonomy of skills that an opportunity asks for and a supplier subscribes to, in groups."""

import re
import unicodedata
from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class Skill:
    """One skill; the code is stored, the label shown; aliases are other spellings found in imported posts."""

    code: str
    label: Words
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class SkillGroup:
    """Skills that stand together on a form."""

    code: str
    label: Words
    skills: tuple[Skill, ...]


def find_skills_in(text: str) -> list[Skill]:
    """Return the skills that a free text names in either language, in the order of the taxonomy.

    For imported posts, whose `skills` is a sentence ("Azure Policies and Azure Runbooks (via Powershell)").
    """
    folded = text[:10_000].casefold()
    return [
        skill
        for skill in SKILLS.values()
        if any(_names(folded, name) for name in (skill.label.en, skill.label.fr, *skill.aliases))
    ]


def find_skill(name: str) -> Skill | None:
    """Return the skill of this code or name, in either language and whatever its case or accents; None for another."""
    return _BY_NAME.get(_fold(name))


def _fold(name: str) -> str:
    plain = "".join(
        each
        for each in unicodedata.normalize("NFKD", name.replace("’", "'"))
        if not unicodedata.combining(each)
    )
    return " ".join(plain.casefold().split())


def _names(folded_text: str, name: str) -> bool:
    return re.search(rf"(?<![\w+#]){re.escape(name.casefold())}(?![\w+#])", folded_text) is not None


def _same(code: str, name: str, *aliases: str) -> Skill:
    """A skill whose name is a proper name, the same in both languages."""
    return Skill(code, Words(en=name, fr=name), aliases)


def _skill(code: str, en: str, fr: str, *aliases: str) -> Skill:
    return Skill(code, Words(en=en, fr=fr), aliases)


SKILL_GROUPS = (
    SkillGroup(
        "languages",
        Words(en="Programming languages", fr="Langages de programmation"),
        (
            _same("python", "Python"), _same("javascript", "JavaScript"), _same("typescript", "TypeScript"),
            _same("java", "Java"), _same("csharp", "C#", ".NET"), _same("cpp", "C++"), _same("c", "C"),
            _same("go", "Go", "Golang"), _same("rust", "Rust"), _same("php", "PHP"), _same("ruby", "Ruby"),
            _same("r", "R"), _same("sql", "SQL"), _same("powershell", "PowerShell"),
            _skill("shell", "Shell scripts", "Scripts d’interpréteur de commandes", "Bash"),
            _same("kotlin", "Kotlin"), _same("swift", "Swift"),
        ),
    ),
    SkillGroup(
        "web",
        Words(en="Web", fr="Web"),
        (
            _same("html-css", "HTML, CSS", "HTML", "CSS"), _same("react", "React"),
            _same("vue", "Vue", "Vue.js"),
            _same("angular", "Angular"), _same("nodejs", "Node.js"), _same("django", "Django"),
            _same("drupal", "Drupal"), _same("wordpress", "WordPress"),
            _skill("static-sites", "Static sites", "Sites statiques", "Jekyll", "Hugo"),
            _skill("web-forms", "Web forms", "Formulaires Web"),
            _skill("web-api", "Web APIs (REST, OpenAPI)", "API Web (REST, OpenAPI)", "REST", "OpenAPI"),
            _same("wet-boew-gcds", "WET-BOEW, GC Design System", "WET-BOEW", "GC Design System"),
        ),
    ),
    SkillGroup(
        "data",
        Words(en="Data", fr="Données"),
        (
            _skill("data-analysis", "Data analysis", "Analyse de données"),
            _skill("data-visualization", "Data visualization", "Visualisation de données"),
            _skill("data-cleaning", "Data cleaning and conversion", "Nettoyage et conversion de données"),
            _skill("databases", "Databases", "Bases de données", "PostgreSQL", "MySQL", "SQL Server"),
            _skill("open-data", "Open data publishing", "Publication de données ouvertes"),
            _skill("geospatial", "Geospatial data and maps", "Données géospatiales et cartes", "GIS", "SIG"),
            _skill("machine-learning", "Machine learning", "Apprentissage automatique"),
            _skill("text-analysis", "Text analysis", "Analyse de textes", "NLP"),
            _skill("spreadsheets", "Spreadsheet automation", "Automatisation de feuilles de calcul", "Excel"),
            _same("power-platform", "Power BI, Power Platform", "Power BI", "Power Platform", "Power Apps"),
        ),
    ),
    SkillGroup(
        "cloud",
        Words(en="Cloud and operations", fr="Infonuagique et exploitation"),
        (
            _same("azure", "Azure"), _same("aws", "AWS", "Amazon Web Services"),
            _same("google-cloud", "Google Cloud"),
            _skill("azure-policy", "Azure Policy", "Azure Policy", "Azure Policies"),
            _skill("azure-automation", "Azure Automation", "Azure Automation", "Azure Runbooks"),
            _skill("infrastructure-as-code", "Infrastructure as code", "Infrastructure sous forme de code",
                   "Terraform", "Ansible"),
            _skill("containers", "Containers", "Conteneurs", "Docker", "Kubernetes"),
            _skill("ci-cd", "Continuous integration and delivery", "Intégration et livraison continues",
                   "CI/CD", "GitHub Actions"),
            _skill("monitoring", "Monitoring and logging", "Surveillance et journalisation"),
            _skill("linux", "Linux administration", "Administration de Linux", "Linux"),
        ),
    ),
    SkillGroup(
        "quality",
        Words(en="Quality and security", fr="Qualité et sécurité"),
        (
            _skill("automated-tests", "Automated tests", "Tests automatisés"),
            _skill("security-review", "Security review", "Examen de la sécurité"),
            _skill("identity", "Sign-in and identity (OpenID Connect, SAML)",
                   "Connexion et identité (OpenID Connect, SAML)", "OpenID Connect", "SAML", "OAuth"),
            _skill("performance", "Performance", "Performance"),
            _skill("refactoring", "Repair of existing code", "Remise en état de code", "Refactoring"),
            _skill("dependencies", "Dependency upgrades", "Mise à niveau de dépendances"),
        ),
    ),
    SkillGroup(
        "people",
        Words(en="Accessibility, design and language", fr="Accessibilité, conception et langue"),
        (
            _skill("accessibility", "Accessibility (WCAG)", "Accessibilité (WCAG)",
                   "WCAG", "Accessibility", "Accessibilité"),
            _skill("user-research", "User research", "Recherche sur l’expérience utilisateur"),
            _skill("interface-design", "Interface design", "Conception d’interfaces", "UX", "UI"),
            _skill("bilingual-software", "Bilingual software", "Logiciels bilingues"),
            _skill("documentation", "Technical documentation", "Documentation technique"),
            _skill("mobile", "Mobile applications", "Applications mobiles", "Android", "iOS"),
            _skill("pdf-documents", "Accessible PDF and documents", "PDF et documents accessibles"),
        ),
    ),
)  # fmt: skip

SKILLS = {skill.code: skill for group in SKILL_GROUPS for skill in group.skills}
_BY_NAME = {
    _fold(name): skill
    for skill in reversed(SKILLS.values())  # where two share a name, the first listed has it
    for name in (*skill.aliases, skill.label.fr, skill.label.en, skill.code)
}
