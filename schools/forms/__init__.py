"""Forms of the school's pages, one file per subject. A form ends in plain data."""
