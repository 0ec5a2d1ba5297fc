"""What breaks a rule of the source today, each with its reason: these lists may only shrink."""

LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
LONG_TEMPLATES: dict[str, str] = {}

OFFICE = "microacquisition/opportunities"

STAGES_WITHOUT_README = {
    f"{OFFICE}/agreement": "being built",
    f"{OFFICE}/delivery": "being built",
    f"{OFFICE}/evaluation": "being built",
    f"{OFFICE}/funding": "being built",
    f"{OFFICE}/posting": "being built",
    f"{OFFICE}/questions": "tables only so far",
    f"{OFFICE}/selection": "being built",
}

# Files whose English has no French yet; a folder stands for all its files.
UNTRANSLATED = {
    f"{OFFICE}/file": "locale/fr/file.po is being written",
    f"{OFFICE}/funding": "locale/fr/funding.po is being written",
    f"{OFFICE}/page_steps.py": "belongs in the office's own .po",
    f"{OFFICE}/payment": "locale/fr/payment.po is being written",
    f"{OFFICE}/posting": "locale/fr/posting.po is being written",
    f"{OFFICE}/reuse": "locale/fr/reuse.po is being written",
}
