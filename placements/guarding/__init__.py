"""The guard: nothing that leaves towards a blind reader tells who a student is."""
