"""The opportunity's page for staff: status, one next action, whole record in order."""
