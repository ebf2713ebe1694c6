"""Damaged Vietnamese to right Vietnamese: a noisy channel."""
