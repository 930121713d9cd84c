"""Children looked after."""
