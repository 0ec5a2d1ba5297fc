"""Micro-Acquisition: public bodies buy small pieces of open source code, in the open."""
