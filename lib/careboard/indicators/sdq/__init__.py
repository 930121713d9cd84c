"""Strengths and Difficulties Questionnaires."""
