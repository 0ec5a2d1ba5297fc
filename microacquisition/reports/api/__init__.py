"""The read-only API of everything public (`/api/v1/`), its OpenAPI document and its change feed."""
