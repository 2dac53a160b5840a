"""The school and its companies: the ladder, accreditations, years, and forms on paper."""
