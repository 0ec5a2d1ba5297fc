"""Behaviours a user or an auditor would recognise."""
