"""The front door: referrals and assessments."""
