raise ExceptionGroup("group", [ValueError(1), ExceptionGroup("in", [TypeError("t")])])
