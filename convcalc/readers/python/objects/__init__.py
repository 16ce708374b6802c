"""What the evaluated world is made of: functions, classes, instances, errors, the unknown."""
