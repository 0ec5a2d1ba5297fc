"""The taxonomy of skills: complete in both languages, without doubles, and found in imported posts."""

import re

import pytest

from microacquisition.process.skills import (
    SKILL_GROUPS,
    SKILLS,
    find_skills_in,
)


def test_codes_and_labels_are_different_and_complete():
    listed = [skill for group in SKILL_GROUPS for skill in group.skills]
    assert len(listed) == len(SKILLS) >= 60
    for language in ("en", "fr"):
        labels = [skill.label.in_language(language) for skill in listed]
        assert all(labels)
        assert len(set(labels)) == len(labels)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", skill.code) for skill in listed)
    assert not any("'" in skill.label.fr for skill in listed)


@pytest.mark.parametrize(
    "text",
    [
        "Azure Policies and Azure Runbooks (via Powershell)",
        "Azure Policies et Azure Runbooks (via Powershell)",
    ],
)
def test_pilots_posts_name_the_same_skills_in_both_languages(text):
    codes = [skill.code for skill in find_skills_in(text)]
    assert codes == ["powershell", "azure", "azure-policy", "azure-automation"]


def test_short_names_are_not_found_inside_others():
    assert [skill.code for skill in find_skills_in("C++")] == ["cpp"]
    assert [skill.code for skill in find_skills_in("C#")] == ["csharp"]
    assert [skill.code for skill in find_skills_in("JavaScript")] == ["javascript"]
    assert find_skills_in("") == []
    assert find_skills_in("(") == []
