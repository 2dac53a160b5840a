"""The placement office: every rule and every act, without a browser."""
