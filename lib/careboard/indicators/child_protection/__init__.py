"""Child protection plans."""
