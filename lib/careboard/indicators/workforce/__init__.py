"""Social workers and reviewing officers."""
