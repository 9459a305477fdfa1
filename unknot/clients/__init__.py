"""The people treated, their guardians and consents."""
