"""Layout, header, language switch, form fields, error pages, static files."""
