"""What flows between the stages: frozen values, no behaviour beyond their own shape."""
