"""What the school gives students on the way: stories and figures; and what cohorts say back."""
