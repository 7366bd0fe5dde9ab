"""The audit trail beyond the records: its chain, and what is heard of log-ins, rights, exports."""
