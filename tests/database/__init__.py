"""The database the tests run on."""
