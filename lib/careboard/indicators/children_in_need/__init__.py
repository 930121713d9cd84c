"""Children in need."""
