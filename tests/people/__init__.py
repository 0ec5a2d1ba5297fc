"""Tests of people: signing in, second factors, roles, one’s own pages."""
