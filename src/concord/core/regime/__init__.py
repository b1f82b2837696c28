"""The agreement as a running machine: phases, milestones, decisions, relief, procedures, clocks."""
