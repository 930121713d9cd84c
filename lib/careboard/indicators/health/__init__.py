"""The health of looked-after children."""
